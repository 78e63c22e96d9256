/** A page with training written by hand in JavaScript: nothing to load but itself. */
import { create } from "../peers/by_hand.mjs";
import { done, job } from "./w1.mjs";

done(create(job()).train(1));
