/** The part of the plane that a view of two-dimensional data looks at. */
import type { ArrayData, Program } from "../engine/program.js";
import type { FigureState } from "../figure/state.js";
import type { Box } from "../scene/clip.js";
import { linearScale } from "../scene/scale.js";
import { remembered } from "./memo.js";

export interface Plane {
  x: readonly [number, number];
  y: readonly [number, number];
}

/** Where the named sets lie before noise. */
const cores: Record<string, Plane> = {
  moons: { x: [-1, 2], y: [-0.5, 1] },
  circles: { x: [-1, 1], y: [-1, 1] },
  xor: { x: [-1, 1], y: [-1, 1] },
  two_spirals: { x: [-2, 2], y: [-2, 2] },
  blobs: { x: [-2, 2], y: [-2, 2] },
};

/** What a view shows of a run's data: as it says, or where a reader's own points lie. */
export function planeIn({ spec, runs }: FigureState, run: number, said: { x?: Ends | null; y?: Ends | null }): Plane {
  const own = spec.source?.own === true;
  if (own && spec.source?.plane) return spec.source.plane;
  const plane = planeOf(runs[run]?.program ?? {});
  return own ? plane : { x: said.x ?? plane.x, y: said.y ?? plane.y };
}
type Ends = readonly [number, number];

/** The place on a plane that a point of its box stands for; null beside the box. */
export function placeIn(box: Box, plane: Plane, x: number, y: number): readonly [number, number] | null {
  if (x < box.x || x > box.x + box.width || y < box.y || y > box.y + box.height) return null;
  return [
    linearScale([box.x, box.x + box.width], plane.x).at(x),
    linearScale([box.y + box.height, box.y], plane.y).at(y),
  ];
}

/** From the least to the largest of every second value, with room around them. */
const endsOf = (values: ArrayLike<number>, from: number): Ends => {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = from; i < values.length; i += 2) [low, high] = [Math.min(low, values[i]!), Math.max(high, values[i]!)];
  const room = 0.08 * (high - low) || 1;
  return [low - room, high + room];
};
const planeOfPoints = remembered((inputs: ArrayData["inputs"]): Plane => {
  const [x, y] = [endsOf(inputs, 0), endsOf(inputs, 1)];
  // Clouds of one width would make a map of a single line.
  const least = Math.max(x[1] - x[0], y[1] - y[0]) / 4;
  const wide = ([low, high]: Ends): Ends => {
    const more = Math.max(0, (least - (high - low)) / 2);
    return [low - more, high + more];
  };
  return { x: wide(x), y: wide(y) };
});

/** Room for the noise around the set, known from the program alone so that a probe can ask for it at once. */
export function planeOf(program: Program): Plane {
  const { inputs } = (program.data ?? {}) as Partial<ArrayData>;
  if (inputs && inputs.length > 1) return planeOfPoints(inputs);
  const data = program.data as { name?: string; noise?: unknown; std?: unknown } | undefined;
  const core = cores[data?.name ?? ""] ?? { x: [-2, 2], y: [-2, 2] };
  const noise = [data?.noise, data?.std].find((value) => typeof value === "number") as number | undefined;
  const room = Math.round((0.25 + 2.25 * (noise ?? 0.1)) * 20) / 20;
  return { x: [core.x[0] - room, core.x[1] + room], y: [core.y[0] - room, core.y[1] + room] };
}

/** The largest box with the plane's own proportions inside another, in its middle or at its top. */
export function proportional(plane: Plane, outer: Box): Box {
  const ratio = (plane.y[1] - plane.y[0]) / (plane.x[1] - plane.x[0]);
  const width = Math.min(outer.width, outer.height / ratio);
  return { x: outer.x + (outer.width - width) / 2, y: outer.y, width, height: width * ratio };
}
