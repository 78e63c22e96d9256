/** A page with this engine: load it, train one step. */
import { loadEngine } from "livefig/engine";
import { done, program } from "./w1.mjs";

// The page's head has begun to compile. No digits here, so their file is not asked for.
const engine = await loadEngine({ wasmModule: livefigModule, datasets: {} });
done(engine.createRun(program()).train(1).loss);
