/** A figure's texts in another language: put into the spec when it is loaded, checked when it is validated. */
import { isObject, join } from "./resolve.js";
import type { ControlSpec, FigureSpec, PresetSpec, RunSpec, SweepSpec, TranslationSpec } from "./spec.js";
import { checkFields, suggestion, TRANSLATION } from "./spec_fields.js";

/** Fields of a view, of a control and of an option whose texts a reader sees. */
const SHOWN = ["title", "alt", "label", "hint", "unit"] as const;

/** The translation for a tag: exactly, or by the tag's first part; none for the language the spec is written in. */
function translationFor(spec: FigureSpec, tag: string): TranslationSpec | undefined {
  const all = Object.entries(spec.translations ?? {});
  const find = (wanted: string) => all.find(([language]) => language.toLowerCase() === wanted)?.[1];
  return find(tag.toLowerCase()) ?? find(tag.toLowerCase().split(/[-_]/)[0]!);
}

/** The spec with its texts in a language. A run keeps its name, by which readouts and views know it, and gets a label. */
export function translate(spec: FigureSpec, tag: string | undefined): FigureSpec {
  const translation = tag ? translationFor(spec, tag) : undefined;
  if (!translation) return spec;
  const { labels = {}, ...texts } = translation;
  const say = (text: string) => (Object.hasOwn(labels, text) ? labels[text]! : text);
  return {
    ...spec,
    ...texts,
    ...(spec.goal && { goal: { ...spec.goal, label: say(spec.goal.label) } }),
    ...(spec.builder && { builder: shown(spec.builder, say) as FigureSpec["builder"] }),
    ...(spec.sweep && { sweep: said(spec.sweep, say) }),
    runs: named(spec.runs, say),
    ...(spec.presets && { presets: spec.presets.map((preset) => presetIn(preset, say)) }),
    controls: shown(spec.controls, say) as ControlSpec[],
    views: shown(spec.views, say) as FigureSpec["views"],
  };
}

const named = (runs: readonly RunSpec[], say: (text: string) => string): RunSpec[] =>
  runs.map((run) => ({ ...run, label: say(run.name) }));

const said = (sweep: SweepSpec, say: (text: string) => string): SweepSpec => ({
  ...sweep,
  title: say(sweep.title),
  ...(sweep.note && { note: say(sweep.note) }),
  ...(sweep.runs && { runs: named(sweep.runs, say) }),
});

/** Every shown text, however deep it lies in switches and lists. */
function shown(value: unknown, say: (text: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => shown(item, say));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      typeof item === "string" && (SHOWN as readonly string[]).includes(key) ? say(item) : shown(item, say),
    ]),
  );
}

/** What it sets are no texts. */
const presetIn = ({ label, hint, set }: PresetSpec, say: (text: string) => string): PresetSpec => ({
  label: say(label),
  ...(hint && { hint: say(hint) }),
  set,
});

/** All short texts of a spec that a translation's `labels` may name. */
export function labelsOf(spec: FigureSpec): Set<string> {
  const found = new Set(spec.runs.map(({ name }) => name));
  if (spec.goal) found.add(spec.goal.label);
  const collect = (text: string) => {
    found.add(text);
    return text;
  };
  for (const preset of spec.presets ?? []) presetIn(preset, collect);
  if (spec.sweep) said(spec.sweep, collect);
  shown(spec.controls, collect);
  shown(spec.views, collect);
  shown(spec.builder, collect);
  return found;
}

/** Everything wrong with a spec's translations; the spec's own form is right. */
export function checkTranslations(spec: FigureSpec): string[] {
  const known = labelsOf(spec);
  return Object.entries(spec.translations ?? {}).flatMap(([language, translation]) => {
    const path = join("translations", language);
    const mistakes = checkFields(translation, TRANSLATION, path);
    if (mistakes.length > 0) return mistakes;
    if (!/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language))
      mistakes.push(`${path}: must be a language tag like "zh" or "pt-BR"`);
    const { hints, labels = {} } = translation;
    if (hints && hints.length !== (spec.hints ?? []).length)
      mistakes.push(`${path}.hints: must be ${(spec.hints ?? []).length}, as many as the spec has`);
    if (hints?.some((hint) => typeof hint !== "string")) mistakes.push(`${path}.hints: must be strings`);
    for (const [text, said] of Object.entries(labels)) {
      if (typeof said !== "string") mistakes.push(`${path}.labels: "${text}" must be a string`);
      if (!known.has(text))
        mistakes.push(`${path}.labels: nothing in the spec says "${text}"${suggestion(text, [...known])}`);
    }
    return mistakes;
  });
}
