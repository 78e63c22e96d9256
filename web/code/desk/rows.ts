/**
 * Arrays of thousands of numbers that a script names by one line do not cross to the worker: their origin does, and
 * stands for them there.
 */
import type { ArrayData, Program } from "../../engine/program.js";
import { knownForms, noteOrigin, originOf, type RowForm, type RowOrigin } from "../../figure/row_origin.js";
import { isArrays } from "../../figure/shapes.js";

/** An origin without the function that makes its rows. */
export type SentForm = RowForm & { train: number; seed: number };
interface Named {
  origin: SentForm;
}

/** All forms that rows have been made in here, for a worker that has none of the rows. */
export const formsHere = (): SentForm[] => knownForms().map(sent);

/** Before the way there or back: origins in place of their rows. */
export const packed = (program: Program): Program =>
  withData(program, (data) => {
    const origin = isArrays(data as ArrayData) ? originOf(data) : undefined;
    return origin ? { origin: sent(origin) } : data;
  });

/** In the worker: small arrays that have the origin, and are the same where the rows are the same. */
export const standingIn = (program: Program): Program =>
  withData(program, (data) => (isNamed(data) ? standIn(data.origin) : data));

/** On the page: the rows themselves. */
export const unpacked = (program: Program): Program =>
  withData(program, (data) => {
    if (!isNamed(data)) return data;
    const { train, seed } = data.origin;
    const form = knownForms().find((one) => sameForm(one, data.origin));
    if (!form) throw new Error(`no rows of ${data.origin.loader} have been made here`);
    return form.remake(train, seed);
  });

export const noteForms = (forms: readonly SentForm[]): void => forms.forEach(standIn);

function standIn(form: SentForm): ArrayData {
  const { train, seed, shape } = form;
  const origin: RowOrigin = { ...form, remake: (train, seed) => standIn({ ...form, train, seed }) };
  return noteOrigin({ inputs: [train, seed], targets: [], shape: [...shape] }, origin);
}

const sent = ({ loader, standardize, shuffled, shape, train, seed }: RowOrigin): SentForm => ({
  loader,
  standardize,
  shuffled,
  shape: [...shape],
  train,
  seed,
});

const sameForm = (a: RowForm, b: RowForm): boolean =>
  a.loader === b.loader &&
  a.standardize === b.standardize &&
  a.shuffled === b.shuffled &&
  JSON.stringify(a.shape) === JSON.stringify(b.shape);

const isNamed = (data: object): data is Named => "origin" in data;

/** Of the program, and of the one that it borrows from. */
function withData(program: Program, change: (data: object) => object): Program {
  const { data, from } = program;
  const changed = data && change(data);
  const whole = changed === data ? program : { ...program, data: changed as ArrayData };
  return from ? { ...whole, from: { ...from, program: withData(from.program, change) } } : whole;
}
