/** The part of the plane that a view of two-dimensional data looks at. */
import type { Program } from "../engine/program.js";
import type { Box } from "../scene/clip.js";

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

/** Room for the noise around the set, known from the program alone so that a probe can ask for it at once. */
export function planeOf(program: Program): Plane {
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
