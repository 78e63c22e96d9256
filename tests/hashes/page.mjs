/** In a browser's page: answers all jobs on the page's own thread, then once more in a worker, and shows the answers. */
import { loadEngine } from "../dist/engine.js";
import { answerAll } from "./jobs.mjs";

async function inWorker(jobs) {
  const worker = new Worker("worker.mjs", { type: "module" });
  const answers = new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => (data.failed ? reject(new Error(data.failed)) : resolve(data.answers));
    worker.onerror = ({ message }) => reject(new Error(message || "the worker could not be started"));
  });
  worker.postMessage(jobs);
  return answers.finally(() => worker.terminate());
}

async function answerTwice() {
  const programs = await (await fetch("programs.json")).json();
  const jobs = programs.map(({ program, steps }) => ({ program, steps }));
  const page = answerAll(await loadEngine(), jobs);
  return { agent: navigator.userAgent, page, worker: await inWorker(jobs) };
}

const shown = await answerTwice().catch((error) => ({ failed: `${error.name}: ${error.message}` }));
document.body.textContent = JSON.stringify(shown);
// What a driver waits for.
document.title = "done";
