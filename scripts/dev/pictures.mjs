// Static pictures from another process, one after the other.

import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";

/** `staticPictures` as web/site/pictures has it, and `stop`. */
export function trainElsewhere() {
  const child = fork(fileURLToPath(new URL("trainer.mjs", import.meta.url)), {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const waiting = new Map();
  let last = 0;
  const ready = new Promise((resolve) => child.once("message", resolve));
  child.on("message", ({ id, drawn, problem }) => {
    const answer = waiting.get(id);
    waiting.delete(id);
    if (problem === undefined) answer?.resolve(drawn);
    else answer?.reject(new Error(problem));
  });
  child.on("exit", (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`the trainer ended with ${code}`));
    waiting.clear();
  });
  return {
    async staticPictures(path, languages) {
      await ready;
      const id = ++last;
      const answer = new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
      child.send({ id, path, languages });
      return answer;
    },
    stop: () => child.disconnect(),
  };
}
