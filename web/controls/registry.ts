/** Every control by the `type` of its spec; a new one is a file and a row here. */
import type { nothing, TemplateResult } from "lit";
import type { ControlSpec, Variables } from "../figure/spec.js";
import { choiceControl, choiceStyles } from "./choice.js";
import { type Control, controlStyles } from "./control.js";
import { logControl } from "./log.js";
import { presetStyles } from "./presets.js";
import { rangeControl, rangeStyles } from "./range.js";
import { toggleControl, toggleStyles } from "./toggle.js";
import { transportStyles } from "./transport.js";

type Renderers = {
  [Type in ControlSpec["type"]]: (control: Control<Extract<ControlSpec, { type: Type }>>) => TemplateResult;
};

const renderers: Renderers = { range: rangeControl, log: logControl, choice: choiceControl, toggle: toggleControl };

/** Shown unless it waits for another variable's value. */
export function isShown({ when }: ControlSpec, variables: Variables): boolean {
  return !when || JSON.stringify(variables[when.variable]) === JSON.stringify(when.is);
}

export function renderControl(control: Control): TemplateResult | typeof nothing {
  const render = renderers[control.spec.type] as (control: Control) => TemplateResult;
  return render(control);
}

export const controlSheets = [controlStyles, rangeStyles, choiceStyles, toggleStyles, presetStyles, transportStyles];
