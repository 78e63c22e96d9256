/** The page by hand once more; it also waits until the engine's wasm is compiled, and leaves it at that. */
import { create } from "../peers/by_hand.mjs";
import { done, job } from "./w1.mjs";

await livefigModule;
done(create(job()).train(1));
