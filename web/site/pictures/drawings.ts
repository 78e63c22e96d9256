/** A state's views as SVG text, and the measurements they need. */
import type { ProbeRequest } from "../../engine/session_types.js";
import type { ViewSpec } from "../../figure/spec.js";
import type { FigureState } from "../../figure/state.js";
import { svgText } from "../../scene/svg.js";
import { described } from "../../views/described.js";
import { findView } from "../../views/registry.js";

export interface Drawing {
  title: string;
  main: boolean;
  svg: string;
}

/** Of a ramp, bare paper in its middle: static pictures are what a lesson page weighs most. */
const LEVELS = 9;
/** Half a unit is as fine as a screen shows. */
const GRAIN = 0.5;
/** Width of a drawing in scene units: text in it is set for this width. */
const widths = { main: 480, other: 350 };
/** A title with the space around it. */
const titleHeight = 44;

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
  const chosen = Math.max(
    state.views.findIndex(({ main }) => main),
    0,
  );
  const ways = state.views.map(viewOf);
  const heights = ways.map(({ view, options }, index) => {
    const width = index === chosen ? widths.main : widths.other;
    return Math.round(width * view.aspect(options, width));
  });
  // The main view stands beside the others and is as tall as they are together.
  const beside = heights.reduce(
    (sum, height, index) => (index === chosen ? sum : sum + height + titleHeight),
    -titleHeight,
  );
  heights[chosen] = Math.max(heights[chosen], Math.min(beside, Math.round(1.1 * widths.main)));
  return state.views.map(({ title }, index) => {
    const main = index === chosen;
    const { view, options } = ways[index];
    const scene = view.scene(state, options, { width: main ? widths.main : widths.other, height: heights[index] });
    const said = { ...scene, description: described(options, scene.description) };
    return {
      title,
      main,
      svg: svgText(said, { title, id: `${state.spec.name}-${index}`, levels: LEVELS, grain: GRAIN }),
    };
  });
}

function viewOf(spec: ViewSpec) {
  const view = findView(spec.type);
  if (!view) throw new Error(`there is no view "${spec.type}"`);
  return { view, options: { ...view.defaults, ...spec } };
}
