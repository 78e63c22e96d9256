/** The figure spec: a figure as data. Everything in it may refer to the figure's variables. */
import type { Program } from "../engine/program.js";

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
  /** Logarithmic; `zero: true` adds 0 below the minimum, `whole: true` leaves out what is no whole number. */
  | (ControlBase & { type: "log"; min: number; max: number; zero?: boolean; whole?: boolean })
  | (ControlBase & { type: "choice"; options: { value: Value; label: string }[] })
  | (ControlBase & { type: "toggle"; on?: Value; off?: Value });

export interface ViewSpec {
  type: string;
  title: string;
  /** The main view is drawn largest; the first by default. */
  main?: boolean;
  /** What the drawing shows, in the author's words: said before the numbers to those who do not see it. */
  alt?: string;
  /** The view is left out while the base program is not of this kind. */
  for?: ForSpec;
  /** The view's own options (a template). */
  [option: string]: unknown;
}

/** What a program must be for a view to have something to draw (suits.ts). */
export interface ForSpec {
  /** So many numbers in a row. */
  inputs?: number;
  /** A layer of this type, somewhere. */
  layer?: string;
  /** No layer of this type anywhere. */
  without?: string;
  learns?: "classes" | "values";
}

export interface PlaybackSpec {
  /** The figure is `finished` here. */
  steps: number;
  /** Steps per second at normal speed. */
  speed: number;
  evaluateEvery: number;
  /** Also keep how much gradient reached each layer, for views that show it over the steps. */
  gradients?: boolean;
}

/** A state worth seeing that a reader comes to by one press. */
export interface PresetSpec {
  label: string;
  /** One sentence, shown as help. */
  hint?: string;
  /** Values of variables; all others go back to their defaults. */
  set: Record<string, Value>;
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

/** What a reader may build with; all that the engine has where a list is left out. */
export interface BuilderSpec {
  /** Types of layers. */
  layers?: string[];
  /** Names of data sets. */
  data?: string[];
  /** Several to reach, in any order; each fires `livefig:goal`. */
  goals?: GoalSpec[];
}

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

/** The rows of programs that name no set: files beside the spec (table_source.ts), or a reader's own (own_data.ts). */
export interface DataSource {
  /** The program with its rows in it, the same rows each time. Throws SpecError at `path`. */
  place(program: Program, path: string): Program;
  /** A reader's, in place of what the spec says; `under` is the source that they hide. */
  own?: boolean;
  under?: DataSource | undefined;
  /** The part of the plane that drawings show, for points that were drawn there. */
  plane?: { x: readonly [number, number]; y: readonly [number, number] };
}

/** One variable over many values, trained in the background and drawn as one picture: when the reader asks for it, or by itself. */
export interface SweepSpec {
  variable: string;
  title: string;
  /** In rising order; what else the variables are is as the reader has it. */
  values: number[];
  /** It begins by itself, once the figure has trained to its end with another value than its first. */
  live?: boolean;
  /** A logarithmic axis; 0 may come first. */
  log?: boolean;
  /** "loss" (training and validation) or "accuracy" (validation); "loss" by default. */
  quantity?: "loss" | "accuracy";
  /** Of accuracies: the values at which a run ends above this are named. */
  above?: number;
  /** Cut the axis of losses here. */
  top?: number;
  /** In place of the figure's own runs. */
  runs?: RunSpec[];
  /** So many seeds from the figure's on, one after the other: median and band; 1 by default. */
  seeds?: number;
  /** What to make of it, said under the picture. */
  note?: string;
}

export const offers = ["seeds", "thinned", "modes", "first_steps", "exciting", "slice"] as const;
/** A sweep is offered where a spec has one. */
export type Offer = (typeof offers)[number] | "sweep";

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
  /** Buttons above the controls. */
  presets?: PresetSpec[];
  controls: ControlSpec[];
  views: (ViewSpec | TemplateNode)[];
  playback: PlaybackSpec | TemplateNode;
  /** The sentence under the figure that says what the numbers say now; see figure/readout.ts. */
  readout: string;
  sweep?: SweepSpec;
  /** Tools of Explore that stand beside it at once, where the task needs them. */
  offers?: (typeof offers)[number][];
  /** A reader may bring rows of their own: a CSV file, and points drawn by hand where a view shows a plane. */
  ownData?: boolean;
  /** The reader builds the network of the figure's one run, chooses data, loss, optimizer and schedule. */
  builder?: true | BuilderSpec;
  /** Put in when it is loaded; a written spec has none. */
  source?: DataSource | undefined;
  /** Other languages, by their tags; what has no translation stays as it is written. */
  translations?: Record<string, TranslationSpec>;
  /** Step at which the static picture is taken. */
  picture: { step: number };
}
