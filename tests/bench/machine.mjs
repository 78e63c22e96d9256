/** What the numbers were measured on, for the table's first line. */
import { readFileSync } from "node:fs";
import { cpus, loadavg, release, totalmem } from "node:os";

/** The processor as the kernel names it, with what tells its generation. */
function processor() {
  const model = cpus()[0].model.trim();
  try {
    const text = readFileSync("/proc/cpuinfo", "utf8");
    const field = (name) => new RegExp(`^${name}\\s*:\\s*(.*)$`, "m").exec(text)?.[1].trim();
    const wide = ["avx512f", "avx2"].find((flag) => field("flags")?.split(" ").includes(flag));
    return `${model} (family ${field("cpu family")}, model ${field("model")}${wide ? `, ${wide}` : ""})`;
  } catch {
    return model;
  }
}

export const describeMachine = () =>
  `${processor()}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}`;

/** Processes waiting for a core, on average over the last minute: above the bench's own one, others were at work. */
export const load = () => Number(loadavg()[0].toFixed(2));
