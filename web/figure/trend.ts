/** Where a curve is going now. */
export type Trend = "falling" | "rising" | "steady";

/** Where the last five values go, by more than `slack` of their size; null while there are fewer than two. */
export function trendOf(value: readonly number[], slack = 0.02): Trend | null {
  const last = value.filter(Number.isFinite).slice(-5);
  if (last.length < 2) return null;
  const half = Math.ceil(last.length / 2);
  const mean = (part: readonly number[]) => part.reduce((sum, each) => sum + each, 0) / part.length;
  const [before, after] = [mean(last.slice(0, half)), mean(last.slice(-half))];
  const change = (after - before) / (Math.abs(before) || 1);
  return change < -slack ? "falling" : change > slack ? "rising" : "steady";
}
