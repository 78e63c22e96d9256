/** A page with TensorFlow.js on its WebAssembly backend. */
import { create, prepare } from "../peers/tfjs.mjs";
import { done, job } from "./w1.mjs";

await prepare("wasm", "/start/");
done(create(job()).train(1));
