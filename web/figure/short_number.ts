/** A number as a reader writes it: no float's tail, no leading "1e-1". */
export function shortNumber(value: number): string {
  const size = Math.abs(value);
  const text =
    size !== 0 && (size < 0.001 || size >= 1e6)
      ? value.toExponential(1).replace(".0e", "e")
      : String(Number(value.toPrecision(6)));
  return text.replace(/^-/, "−").replace("e-", "e−").replace("e+", "e");
}
