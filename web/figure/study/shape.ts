/** The shape of a curve in a few words: does it fall or rise, where does it turn, from where on is it level? */

export interface Shape {
  course: "falls" | "rises" | "level";
  /** It goes the other way from here: the lowest point of a curve that fell, the highest of one that rose. */
  turn?: { step: number; value: number };
  /** From this step on it stays where it ends. */
  levelFrom?: number;
}

/** Of its height, what does not count as a change. */
const SLACK = 0.08;
/** A turn goes back by this share of the way at least. */
const BACK = 0.15;
/** A curve that is level only at its very end is not. */
const LATEST_LEVEL = 0.75;

/** Null with fewer than three finite values. `scale` is what counts as high: the height of both curves in a comparison. */
export function shapeOf(step: readonly number[], value: readonly number[], scale?: number): Shape | null {
  const finite = value.flatMap((each, index) => (Number.isFinite(each) ? [[step[index]!, each] as const] : []));
  if (finite.length < 3) return null;
  const steps = finite.map(([at]) => at);
  const smooth = smoothed(finite.map(([, each]) => each));
  const [low, high] = [Math.min(...smooth), Math.max(...smooth)];
  const height = high - low;
  const [first, last] = [smooth[0]!, smooth.at(-1)!];
  const against = scale ?? Math.max(Math.abs(high), Math.abs(low));
  if (height <= SLACK * against || height === 0) return { course: "level", levelFrom: steps[0]! };

  const [lowAt, highAt] = [smooth.indexOf(low), smooth.indexOf(high)];
  // What it does first counts: a curve that falls and turns up may well end higher than it began.
  const falls = lowAt < highAt ? first - low >= BACK * height : high - first < BACK * height;
  const extreme = falls ? lowAt : highAt;
  const turned = falls ? last - low >= BACK * height : high - last >= BACK * height;
  const shape: Shape = { course: falls ? "falls" : "rises" };
  if (turned && extreme > 0) shape.turn = { step: steps[extreme]!, value: smooth[extreme]! };
  const settled = smooth.findLastIndex((each) => Math.abs(each - last) > SLACK * height) + 1;
  const levelFrom = steps[settled]!;
  if (levelFrom - steps[0]! <= LATEST_LEVEL * (steps.at(-1)! - steps[0]!)) shape.levelFrom = levelFrom;
  return shape;
}

/** Means of three, so that one noisy evaluation is no turn; the ends stay. */
function smoothed(value: readonly number[]): number[] {
  return value.map((each, index) =>
    index === 0 || index === value.length - 1 || value.length < 8
      ? each
      : (value[index - 1]! + each + value[index + 1]!) / 3,
  );
}
