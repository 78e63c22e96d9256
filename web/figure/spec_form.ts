/** Whether a spec's form is right: each part has its fields, with values that can stand there. validate.ts looks up what they name. */
import { checkCondition } from "./goal.js";
import { isObject, join } from "./resolve.js";
import { offers } from "./spec.js";
import {
  BUILDER,
  CONTROLS,
  checkFields,
  FIGURE,
  isValue,
  OPTION,
  PICTURE,
  PLAYBACK,
  PRESET,
  RUN,
  SWEEP,
  suggestion,
  WHEN,
} from "./spec_fields.js";

const GOAL = "a string: what is to be reached, in words";

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

export function checkForm(json: unknown): string[] {
  const mistakes = checkFields(json, FIGURE, "", true);
  if (!isObject(json)) return mistakes;
  if (json.version !== 1) mistakes.push("version: must be 1");
  if (Array.isArray(json.offers) && !json.offers.every((each) => (offers as readonly unknown[]).includes(each)))
    mistakes.push(`offers: must be a list of ${offers.map((each) => JSON.stringify(each)).join(", ")}`);
  if (isObject(json.variables)) {
    for (const [name, value] of Object.entries(json.variables)) {
      if (!isValue(value))
        mistakes.push(`variables.${name}: must be a number, a string, true, false or a list of numbers`);
    }
  }
  if (isObject(json.picture)) mistakes.push(...checkFields(json.picture, PICTURE, "picture"));
  if (isObject(json.playback) && !("switch" in json.playback))
    mistakes.push(...checkFields(json.playback, PLAYBACK, "playback", true));
  if (isObject(json.sweep)) mistakes.push(...checkSweepForm(json.sweep));
  listOf(json.hints).forEach((hint, index) => {
    if (typeof hint !== "string") mistakes.push(`${join("hints", index)}: must be a string`);
  });
  if (isObject(json.goal)) mistakes.push(...checkGoalForm(json.goal, "goal"));
  if (isObject(json.builder)) mistakes.push(...checkBuilderForm(json.builder));
  mistakes.push(...listOf(json.runs).flatMap((run, index) => checkFields(run, RUN, join("runs", index))));
  if (Array.isArray(json.runs) && json.runs.length === 0) mistakes.push("runs: must have at least one run");
  mistakes.push(
    ...listOf(json.presets).flatMap((preset, index) => checkFields(preset, PRESET, join("presets", index))),
  );
  mistakes.push(
    ...listOf(json.controls).flatMap((control, index) => checkControlForm(control, join("controls", index))),
  );
  return mistakes;
}

function checkSweepForm(sweep: Record<string, unknown>): string[] {
  const mistakes = checkFields(sweep, SWEEP, "sweep");
  mistakes.push(...listOf(sweep.runs).flatMap((run, index) => checkFields(run, RUN, join("sweep.runs", index))));
  if (sweep.seeds === 0) mistakes.push("sweep.seeds: must be a whole number above 0");
  if (!["loss", "accuracy", undefined].includes(sweep.quantity as string | undefined))
    mistakes.push('sweep.quantity: must be "loss" or "accuracy"');
  const values = listOf(sweep.values) as number[];
  const rising = values.every((value, index) => Number.isFinite(value) && !(index > 0 && value <= values[index - 1]!));
  if (values.length < 2 || !rising) mistakes.push("sweep.values: must be at least two numbers that rise");
  if (sweep.log === true && !(values[0]! >= 0 && values[1]! > 0))
    mistakes.push("sweep.values: on a logarithmic axis all but a first 0 must be above 0");
  return mistakes;
}

function checkBuilderForm(builder: Record<string, unknown>): string[] {
  const mistakes = checkFields(builder, BUILDER, "builder");
  return mistakes.concat(
    listOf(builder.goals).flatMap((goal, index) => checkGoalForm(goal, join("builder.goals", index))),
  );
}

function checkGoalForm(goal: unknown, path: string): string[] {
  const labelled = isObject(goal) && typeof goal.label === "string";
  const mistakes = labelled ? [] : [`${path}.label: is missing; it must be ${GOAL}`];
  return [...mistakes, ...checkCondition(goal, path, ["label"])];
}

function checkControlForm(control: unknown, path: string): string[] {
  if (!isObject(control)) return [`${path}: must be an object`];
  const type = String(control.type);
  if (!Object.hasOwn(CONTROLS, type))
    return [`${path}.type: unknown control "${type}"${suggestion(type, Object.keys(CONTROLS))}`];
  const mistakes = checkFields(control, CONTROLS[type]!, path);
  if ((control.variable === undefined) === (control.path === undefined))
    mistakes.push(`${path}.variable: there must be either a variable or a path into the program`);
  if (control.when !== undefined) mistakes.push(...checkFields(control.when, WHEN, join(path, "when")));
  const options = listOf(control.options);
  mistakes.push(...options.flatMap((option, index) => checkFields(option, OPTION, join(join(path, "options"), index))));
  if (type === "choice" && options.length < 2) mistakes.push(`${path}.options: must have at least two options`);
  const { min, max, step } = control as { min: number; max: number; step: number };
  if (type === "range" && !(min < max)) mistakes.push(`${path}.max: must be above min`);
  if (type === "range" && !(step > 0)) mistakes.push(`${path}.step: must be above 0`);
  if (type === "log" && !(min > 0 && min < max)) mistakes.push(`${path}.min: must be above 0 and below max`);
  return mistakes;
}
