/** In a browser's worker: jobs in, answers out. */
import { loadEngine } from "../dist/engine.js";
import { answerAll } from "./jobs.mjs";

addEventListener("message", async ({ data: jobs }) => {
  try {
    postMessage({ answers: answerAll(await loadEngine(), jobs) });
  } catch (error) {
    postMessage({ failed: `${error.name}: ${error.message}` });
  }
});
