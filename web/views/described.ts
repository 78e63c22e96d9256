/** A drawing's text alternative: what the author says it shows, then the numbers that stand in it now. */

export function described({ alt }: Record<string, unknown>, numbers: string): string {
  return typeof alt === "string" && alt !== "" ? `${alt} ${numbers}` : numbers;
}
