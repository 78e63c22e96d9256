/** Presets: states worth seeing, by name. What one sets, when it holds, and what may be wrong with it in a spec. */
import { holds } from "./control_values.js";
import { equalJson } from "./edit_program.js";
import { join } from "./resolve.js";
import type { FigureSpec, PresetSpec, Variables } from "./spec.js";
import type { FigureState } from "./state.js";
import { withValues } from "./update.js";

/** Whatever a preset does not set goes back to its default, so that it always shows the same. */
export function presetVariables(spec: FigureSpec, { set }: PresetSpec): Variables {
  return { ...spec.variables, ...set };
}

export function withPreset(state: FigureState, preset: PresetSpec): FigureState {
  return withValues(state, presetVariables(state.spec, preset));
}

export function isPreset({ spec, variables }: FigureState, preset: PresetSpec): boolean {
  return equalJson(presetVariables(spec, preset), variables);
}

/** Every value of a preset is one that a reader can choose. */
export function checkPresets({ presets = [], controls, variables }: FigureSpec): string[] {
  return presets.flatMap(({ set }, index) =>
    Object.entries(set).flatMap(([name, value]) => {
      const path = join(join(join("presets", index), "set"), name);
      if (!Object.hasOwn(variables, name))
        return [`${path}: no variable "${name}"; it has ${Object.keys(variables).join(", ") || "none"}`];
      const own = controls.filter(({ variable }) => variable === name);
      if (own.length === 0 || own.some((control) => holds(control, value))) return [];
      return [`${path}: the control "${own[0]!.label}" cannot give ${JSON.stringify(value)}`];
    }),
  );
}
