/** A state's views as SVG text, and the measurements they need. */
import type { ProbeRequest } from "../../engine/session_types.js";
import type { ViewSpec } from "../../figure/spec.js";
import type { FigureState } from "../../figure/state.js";
import { svgText } from "../../scene/svg.js";
import { findView } from "../../views/registry.js";

export interface Drawing {
  title: string;
  main: boolean;
  svg: string;
}

/** Width of a drawing in scene units: text in it is set for this width. */
const widths = { main: 560, other: 380 };

export function probesOf(state: FigureState): ProbeRequest[] {
  const asked = new Map<string, ProbeRequest>();
  for (const spec of state.views) {
    const { view, options } = viewOf(spec);
    for (const { key, run, name, options: own } of view.probes(state, options))
      asked.set(key, { key, run, name, options: own });
  }
  return [...asked.values()];
}

export function drawings(state: FigureState): Drawing[] {
  const chosen = state.views.findIndex(({ main }) => main);
  return state.views.map((spec, index) => {
    const main = index === Math.max(chosen, 0);
    const { view, options } = viewOf(spec);
    const width = main ? widths.main : widths.other;
    const scene = view.scene(state, options, { width, height: Math.round(width * view.aspect(options, width)) });
    return { title: spec.title, main, svg: svgText(scene, { title: spec.title, id: `${state.spec.name}-${index}` }) };
  });
}

function viewOf(spec: ViewSpec) {
  const view = findView(spec.type);
  if (!view) throw new Error(`there is no view "${spec.type}"`);
  return { view, options: { ...view.defaults, ...spec } };
}
