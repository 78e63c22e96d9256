/**
 * A plane through a network's weights on which its loss can be seen (Li et al. 2018, "Visualizing the loss landscape of
 * neural nets"): its directions, the paths of optimizers on it, and the weights at each of its points.
 */
import type { StateDict } from "../../engine/run.js";

/** A network's trainable arrays as one vector, in the order of its parameters. */
export type Vector = Float32Array;

export interface Layout {
  name: string;
  shape: readonly number[];
  from: number;
  size: number;
}

/** Where one optimizer's weights were, step by step. */
export interface Walk {
  steps: readonly number[];
  places: readonly Vector[];
}

export interface Plane {
  center: Vector;
  directions: readonly [Vector, Vector];
}

/** A walk on the plane: x and y in turn, and the share of its squared distances from the middle that lies in the plane. */
export interface Track {
  points: number[];
  share: number;
}

export type PlaneKind = "paths" | "random";

export function layoutOf(parameters: Readonly<Record<string, { shape: readonly number[] }>>): Layout[] {
  let from = 0;
  return Object.entries(parameters).map(([name, { shape }]) => {
    const size = shape.reduce((a, b) => a * b, 1);
    const own = { name, shape, from, size };
    from += size;
    return own;
  });
}

export function vectorOf(parameters: Readonly<Record<string, { data: Float32Array }>>): Vector {
  const all = Object.values(parameters).map(({ data }) => data);
  const whole = new Float32Array(all.reduce((sum, { length }) => sum + length, 0));
  let from = 0;
  for (const data of all) {
    whole.set(data, from);
    from += data.length;
  }
  return whole;
}

/** The weights at a point of the plane; buffers (running averages) are the middle's. */
export function weightsAt(
  { center, directions: [first, second] }: Plane,
  layout: readonly Layout[],
  kept: StateDict,
  [a, b]: readonly [number, number],
): StateDict {
  const moved = layout.map(({ name, shape, from, size }): [string, StateDict[string]] => {
    const data = new Float32Array(size);
    for (let i = 0, at = from; i < size; i += 1, at += 1) data[i] = center[at]! + a * first[at]! + b * second[at]!;
    return [name, { shape: [...shape], data }];
  });
  return { ...kept, ...Object.fromEntries(moved) };
}

/** Two random directions in which every filter (a unit's incoming weights) is as long as the network's own; biases stay. */
export function randomDirections(center: Vector, layout: readonly Layout[], seed: number): [Vector, Vector] {
  const draw = normals(seed);
  const one = () => {
    const direction = new Float32Array(center.length);
    for (const { shape, from, size } of layout) {
      if (shape.length < 2) continue;
      const filter = size / shape[0]!;
      for (let start = from; start < from + size; start += filter) {
        for (let i = start; i < start + filter; i += 1) direction[i] = draw();
        const scale = norm(center, start, filter) / (norm(direction, start, filter) || 1);
        for (let i = start; i < start + filter; i += 1) direction[i]! *= scale;
      }
    }
    return direction;
  };
  return [one(), one()];
}

/** So many places of each walk decide the plane of the paths: more would change it little. Fewer of large networks, for time. */
const PLACES = 12;
const MOST_PRODUCTS = 4e7;

/**
 * The plane that keeps most of the walks' squared distances from the middle: the two first principal directions, of
 * length 1 and at right angles. Null where nobody walked.
 */
export function pathDirections(center: Vector, walks: readonly Walk[]): [Vector, Vector] | null {
  const each = Math.floor(Math.sqrt(MOST_PRODUCTS / Math.max(center.length, 1)) / Math.max(walks.length, 1));
  const away = walks.flatMap(({ places }) =>
    spread(places, Math.min(PLACES, Math.max(2, each))).map((place) => place.map((value, i) => value - center[i]!)),
  );
  // As many products as places, in place of as many as weights.
  const half = away.map((one, i) => away.slice(0, i + 1).map((other) => dot(one, other)));
  const products = half.map((_, i) => half.map((__, j) => (i >= j ? half[i]![j]! : half[j]![i]!)));
  const [first, second] = leading(products);
  if (!first || !second) return null;
  const direction = (shares: readonly number[]): Vector => {
    const sum = new Float32Array(center.length);
    shares.forEach((share, k) => {
      const place = away[k]!;
      for (let i = 0; i < sum.length; i += 1) sum[i]! += share * place[i]!;
    });
    const length = norm(sum, 0, sum.length);
    return sum.map((value) => value / length);
  };
  return [direction(first), direction(second)];
}

function spread<T>(all: readonly T[], most: number): readonly T[] {
  if (all.length <= most) return all;
  return Array.from({ length: most }, (_, k) => all[Math.round((k * (all.length - 1)) / (most - 1))]!);
}

/** The two eigenvectors of a symmetric matrix with the largest values, by repeated multiplication. */
function leading(matrix: readonly (readonly number[])[]): [number[] | null, number[] | null] {
  const found: number[][] = [];
  const trace = matrix.reduce((sum, row, i) => sum + row[i]!, 0);
  for (let k = 0; k < 2; k += 1) {
    let vector = matrix.map((_, i) => Math.cos(1 + i * (k + 1)));
    let value = 0;
    for (let round = 0; round < 300; round += 1) {
      for (const other of found) {
        const share = dot(vector, other);
        vector = vector.map((each, i) => each - share * other[i]!);
      }
      const next = matrix.map((row) => dot(row, vector));
      value = Math.sqrt(dot(next, next));
      if (!(value > 1e-9 * trace)) break;
      vector = next.map((each) => each / value);
    }
    if (!(value > 1e-9 * trace) || !(trace > 0)) return [found[0] ?? null, null];
    found.push(vector);
  }
  return [found[0]!, found[1]!];
}

/** Nearest points of the plane (least squares: its directions may be askew). */
export function trackOf({ center, directions: [first, second] }: Plane, { places }: Walk): Track {
  const [aa, ab, bb] = [dot(first, first), dot(first, second), dot(second, second)];
  const determinant = aa * bb - ab * ab || 1;
  const points: number[] = [];
  let [inside, all] = [0, 0];
  for (const place of places) {
    const away = place.map((value, i) => value - center[i]!);
    const [p, q] = [dot(away, first), dot(away, second)];
    const [a, b] = [(p * bb - q * ab) / determinant, (q * aa - p * ab) / determinant];
    points.push(a, b);
    inside += a * p + b * q;
    all += dot(away, away);
  }
  return { points, share: all > 0 ? Math.min(1, inside / all) : 1 };
}

/** What the plane's picture shows: all tracks with some air, as wide as high; for random directions one length each way. */
export function windowOf(tracks: readonly Track[], kind: PlaneKind): { x: [number, number]; y: [number, number] } {
  if (kind === "random") return { x: [-1, 1], y: [-1, 1] };
  const along = (axis: 0 | 1) => [0, ...tracks.flatMap(({ points }) => points.filter((_, i) => i % 2 === axis))];
  const ends = ([along(0), along(1)] as const).map((values) => [Math.min(...values), Math.max(...values)] as const);
  const half = 0.65 * Math.max(...ends.map(([low, high]) => high - low), 1e-6);
  const [x, y] = ends.map(([low, high]): [number, number] => [(low + high) / 2 - half, (low + high) / 2 + half]);
  return { x: x!, y: y! };
}

/** Coarse first: every cell of a square grid once, as passes whose picture is whole after each. */
export function passes(size: number): { stride: number; cells: number[] }[] {
  const seen = new Set<number>();
  return [4, 2, 1].map((stride) => {
    const cells: number[] = [];
    for (let row = 0; row < size; row += stride)
      for (let column = 0; column < size; column += stride) {
        const cell = row * size + column;
        if (!seen.has(cell)) cells.push(cell);
        seen.add(cell);
      }
    return { stride, cells };
  });
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!;
  return sum;
}

function norm(values: Vector, from: number, size: number): number {
  let square = 0;
  for (let i = from; i < from + size; i += 1) square += values[i]! ** 2;
  return Math.sqrt(square);
}

/** Of our own: PyTorch's stream is the training's. (Mulberry32; Box and Muller 1958.) */
function normals(seed: number): () => number {
  let state = (seed + 0x9e3779b9) >>> 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (((mixed ^ (mixed >>> 14)) >>> 0) + 0.5) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}
