/** A page with this engine: load it, train one step. */
import { loadEngine } from "/engine.js";
import { done, program } from "./w1.mjs";

// No digits here, so their file is not asked for.
const engine = await loadEngine({ datasets: {} });
done(engine.createRun(program()).train(1).loss);
