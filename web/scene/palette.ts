/** Every colour of a figure, in one place: theme tokens for light and dark paper, and the ramps for values. */
import type { Ramp, Token } from "./scene.js";

export type Theme = "light" | "dark";
export type Rgb = readonly [number, number, number];

/**
 * Runs are the Okabe–Ito set (Okabe & Ito 2008), darkened or lightened at equal hue until text in them reads at 4.5 : 1
 * on the paper and green and purple stay apart without red–green vision; sky and yellow, which cannot, gave way to a
 * slate and an olive. Classes are the set as published, for
 * fills only.
 */
const light: Record<Token, string> = {
  ink: "#1d1c1a",
  muted: "#5e5b55",
  faint: "#a29e95",
  rule: "#e1ddd4",
  paper: "#fdfcf9",
  panel: "#f5f2eb",
  "run-0": "#0067a5",
  "run-1": "#b84a00",
  "run-2": "#007a45",
  "run-3": "#8f2a73",
  "run-4": "#8c6100",
  "run-5": "#4d6472",
  "run-6": "#666500",
  "class-0": "#e69f00",
  "class-1": "#56b4e9",
  "class-2": "#009e73",
  "class-3": "#cc79a7",
  negative: "#0067a5",
  positive: "#b84a00",
  good: "#007a45",
  bad: "#b3261e",
};

const dark: Record<Token, string> = {
  ink: "#ebe8e2",
  muted: "#aaa69e",
  faint: "#6f6c67",
  rule: "#323335",
  paper: "#161718",
  panel: "#1f2022",
  "run-0": "#58b2ee",
  "run-1": "#f08a3c",
  "run-2": "#46dbb0",
  "run-3": "#cb7aa6",
  "run-4": "#e9b23c",
  "run-5": "#9db4c2",
  "run-6": "#d6d15a",
  "class-0": "#e69f00",
  "class-1": "#56b4e9",
  "class-2": "#00b07f",
  "class-3": "#cc79a7",
  negative: "#58b2ee",
  positive: "#f08a3c",
  good: "#46dbb0",
  bad: "#ff8a80",
};

export const palette: Readonly<Record<Theme, Readonly<Record<Token, string>>>> = { light, dark };
export const runColours = 7;
export const classColours = 4;

/** The colour token of a run, from its colour index. */
export function runToken(color: number): Token {
  return `run-${color % runColours}` as Token;
}

export function classToken(index: number): Token {
  return `class-${index % classColours}` as Token;
}

/** The custom property that carries a token: `--lf-run-0`. */
export function customProperty(token: Token): string {
  return `--lf-${token}`;
}

/** All tokens as CSS declarations, for a style sheet. */
export function declarations(theme: Theme): string {
  return Object.entries(palette[theme])
    .map(([token, colour]) => `${customProperty(token as Token)}: ${colour};`)
    .join("\n");
}

export function rgb(colour: string): Rgb {
  const value = Number.parseInt(colour.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

export function hex([r, g, b]: Rgb): string {
  return `#${((1 << 24) | (Math.round(r) << 16) | (Math.round(g) << 8) | Math.round(b)).toString(16).slice(1)}`;
}

export function mix(from: Rgb, to: Rgb, share: number): Rgb {
  return [
    from[0] + (to[0] - from[0]) * share,
    from[1] + (to[1] - from[1]) * share,
    from[2] + (to[2] - from[2]) * share,
  ];
}

/** Cividis (Nuñez, Anderton & Renslow 2018) at eighths: even in lightness, the same with or without red–green vision. */
const cividis: readonly Rgb[] = [
  "#002051",
  "#11366c",
  "#3c4d6e",
  "#62646f",
  "#7f7c75",
  "#9a9478",
  "#bbaf71",
  "#e2cb5c",
  "#fdea45",
].map(rgb);

function cividisAt(t: number): Rgb {
  const place = Math.min(Math.max(t, 0), 1) * (cividis.length - 1);
  const below = Math.min(Math.floor(place), cividis.length - 2);
  return mix(cividis[below]!, cividis[below + 1]!, place - below);
}

/** What a ramp lays on the paper at share t of its domain: a colour that follows the theme with an opacity, or a fixed one. */
export type RampColour = { token: Token; opacity: number } | { fixed: Rgb };

/** `t` runs 0…1 over the domain; the diverging ramp is bare paper at its middle. */
export function rampColour(ramp: Ramp, t: number): RampColour {
  const share = Math.min(Math.max(t, 0), 1);
  if (ramp === "magnitude") return { fixed: cividisAt(share) };
  if (ramp === "ink") return { token: "ink", opacity: share };
  const side = 2 * share - 1;
  return { token: side < 0 ? "negative" : "positive", opacity: Math.abs(side) };
}

/** The same, settled for one theme. */
export function rampRgb(ramp: Ramp, t: number, theme: Theme): Rgb {
  const colour = rampColour(ramp, t);
  if ("fixed" in colour) return colour.fixed;
  return mix(rgb(palette[theme].paper), rgb(palette[theme][colour.token]), colour.opacity);
}

/** Opacity of a class region over the paper at a confidence 0…1. */
export function regionOpacity(confidence: number): number {
  return 0.08 + 0.47 * Math.min(Math.max(confidence, 0), 1);
}
