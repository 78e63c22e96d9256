/** The figure spec: a figure as data. Everything in it may refer to the figure's variables. */

/** A value a control can hold. */
export type Value = number | string | boolean | readonly number[];
export type Variables = Readonly<Record<string, Value>>;

/**
 * A template: JSON in which these nodes are resolved against the variables
 *   { "var": "width" }  { "var": "channels", "times": 2 }   the variable's value, scaled
 *   { "switch": "task", "cases": { "surface": …, "digits": … } }   the case of its value
 *   { "repeat": 9 | { "var": "depth" }, "of": [ … ] }   inside a list: the items n times over
 * A `switch` inside a list whose case is a list is spliced in.
 */
export type Template<T> = T | TemplateNode | { [K in keyof T]: Template<T[K]> };
export type TemplateNode =
  | { var: string; times?: number }
  | { switch: string; cases: Record<string, unknown> }
  | { repeat: number | { var: string }; of: unknown[] };

export interface RunSpec {
  /** Short, drawn at the end of its curves: "with dropout". */
  name: string;
  /** The name as it is shown, put in by a translation (translate.ts); a written spec has none. */
  label?: string;
  /** Variables that this run fixes, over the controls' values. */
  set?: Record<string, Value>;
  /** Top-level program fields that this run replaces (a template). */
  program?: Record<string, unknown>;
  /** Index into the run colours; the run's position by default. */
  color?: number;
}

interface ControlBase {
  /** A written spec may say `path` instead, a place in its program: "optimizer.lr", "model.2.p" (bind_paths.ts). */
  variable: string;
  label: string;
  /** One sentence, shown as help. */
  hint?: string;
  /** The reader sees the value and cannot change it. */
  lock?: boolean;
  /** The control is shown only while another variable has this value. */
  when?: { variable: string; is: Value };
}
export type ControlSpec =
  | (ControlBase & { type: "range"; min: number; max: number; step: number; unit?: string })
  /** Logarithmic; `zero: true` adds 0 below the minimum. */
  | (ControlBase & { type: "log"; min: number; max: number; zero?: boolean })
  | (ControlBase & { type: "choice"; options: { value: Value; label: string }[] })
  | (ControlBase & { type: "toggle"; on?: Value; off?: Value });

export interface ViewSpec {
  type: string;
  title: string;
  /** The main view is drawn largest; the first by default. */
  main?: boolean;
  /** What the drawing shows, in the author's words: said before the numbers to those who do not see it. */
  alt?: string;
  /** The view's own options (a template). */
  [option: string]: unknown;
}

export interface PlaybackSpec {
  /** The figure is `finished` here. */
  steps: number;
  /** Steps per second at normal speed. */
  speed: number;
  evaluateEvery: number;
}

/** A quantity of a readout (readout.ts), of one run where `run` names it: "validationLoss.min", "step", "var.p". */
export interface QuantitySpec {
  run?: string;
  quantity: string;
}
/** Every comparison given must hold, at an evaluation from step `from` on and by step `by`. */
export interface ComparisonSpec extends QuantitySpec {
  below?: number | QuantitySpec;
  above?: number | QuantitySpec;
  is?: number | string | boolean;
  from?: { step: number };
  by?: { step: number };
}
export type ConditionSpec = ComparisonSpec | { all: ConditionSpec[] } | { any: ConditionSpec[] };
/** What the reader is to reach; `label` says it in words. */
export type GoalSpec = ConditionSpec & { label: string };

/** A figure's texts in another language. */
export interface TranslationSpec {
  title?: string;
  task?: string;
  caption?: string;
  readout?: string;
  hints?: string[];
  /** All short texts by what is written in the spec: names of runs, labels, hints, options, units, titles and alts. */
  labels?: Record<string, string>;
}

export interface FigureSpec {
  version: 1;
  /** "04" */
  number: string;
  /** File-name-like identity: "04-dropout". */
  name: string;
  title: string;
  task: string;
  /** Help with the task, revealed one by one. */
  hints?: string[];
  goal?: GoalSpec;
  caption: string;
  variables: Record<string, Value>;
  program: Record<string, unknown>;
  runs: RunSpec[];
  controls: ControlSpec[];
  views: (ViewSpec | TemplateNode)[];
  playback: PlaybackSpec | TemplateNode;
  /** The sentence under the figure that says what the numbers say now; see figure/readout.ts. */
  readout: string;
  /** Other languages, by their tags; what has no translation stays as it is written. */
  translations?: Record<string, TranslationSpec>;
  /** Step at which the static picture is taken. */
  picture: { step: number };
}
