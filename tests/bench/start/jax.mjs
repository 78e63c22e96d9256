/** A page with jax-js. */
import { create, prepare } from "../peers/jax.mjs";
import { done, job } from "./w1.mjs";

await prepare();
done(create(job()).train(1));
