/** Programs that train a network, by name: every layer, every figure, and as many random ones as are asked for. */
import type { Program } from "../../web/engine/program.js";
import { everyLayer } from "./every_layer.js";
import { figurePrograms } from "./figure_programs.js";
import { randomPrograms } from "./random_programs.js";

export function networkPrograms(random: number): [string, Program][] {
  const all: [string, Program][] = [
    ...everyLayer,
    ...figurePrograms(),
    ...randomPrograms(random).map((program, i): [string, Program] => [`random program ${i}`, program]),
  ];
  return all.filter(([, { surface }]) => surface === undefined);
}
