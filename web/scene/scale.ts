/** Scales: from a value of the data to a place in the scene and back, linear or logarithmic. */

export interface Scale {
  kind: "linear" | "log";
  domain: readonly [number, number];
  range: readonly [number, number];
  at(value: number): number;
  invert(place: number): number;
}

export function linearScale(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const span = domain[1] - domain[0] || 1;
  const length = range[1] - range[0];
  return {
    kind: "linear",
    domain,
    range,
    at: (value) => range[0] + ((value - domain[0]) / span) * length,
    invert: (place) => domain[0] + ((place - range[0]) / (length || 1)) * span,
  };
}

/** The domain must be positive; a value that is not has no place on it (NaN). */
export function logScale(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const low = Math.log10(domain[0]);
  const span = Math.log10(domain[1]) - low || 1;
  const length = range[1] - range[0];
  return {
    kind: "log",
    domain,
    range,
    at: (value) => (value > 0 ? range[0] + ((Math.log10(value) - low) / span) * length : Number.NaN),
    invert: (place) => 10 ** (low + ((place - range[0]) / (length || 1)) * span),
  };
}
