/** What Keras cannot say: told where it stands in the program, as everything that is refused. */
import { Refusal } from "../refusal.js";

export const noCounterpart = (where: string, what: string): Refusal =>
  new Refusal("unknown_name", where, `Keras has no ${what}`);
