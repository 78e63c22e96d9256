/** Several measurements as one: median, least and most, at three digits. */

export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
};

export const digits3 = (value) => Number(value.toPrecision(3));

export function spread(values) {
  return {
    median: digits3(median(values)),
    min: digits3(Math.min(...values)),
    max: digits3(Math.max(...values)),
  };
}
