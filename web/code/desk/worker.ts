/** The reader's own worker: a script may take long to read, and the page draws meanwhile. A classic script, made a text by the build. */
import { type Answered, type Asked, withPrograms } from "./crossing.js";
import { Desk } from "./desk.js";
import { noteForms, packed, standingIn } from "./rows.js";

interface WorkerScope {
  postMessage(message: Answered): void;
  onmessage: ((event: { data: Asked }) => void) | null;
}

const scope = globalThis as unknown as WorkerScope;
const desk = new Desk();

scope.onmessage = ({ data: { id, job, forms } }) => {
  try {
    noteForms(forms);
    scope.postMessage({ id, answer: withPrograms(desk.perform(withPrograms(job, standingIn)), packed) });
  } catch (error) {
    scope.postMessage({ id, failed: String(error) });
  }
};
