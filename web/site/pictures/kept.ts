/** Trained pictures are kept in build/pictures under a hash of all that they depend on: the spec, its files, our code, the engine. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export class KeptPictures {
  readonly #folder: string;
  readonly #maker: string;
  readonly #used = new Set<string>();

  /** `sources` are the files and folders that say how a spec becomes a picture. */
  constructor(folder: string, sources: readonly string[]) {
    this.#folder = folder;
    this.#maker = sources.map(contents).join("\n");
  }

  /** Made where there is none of these contents. */
  async get(texts: readonly string[], make: () => Promise<string[]> | string[]): Promise<string[]> {
    const key = hash([this.#maker, ...texts].join("\0"));
    const file = join(this.#folder, `${key}.json`);
    this.#used.add(`${key}.json`);
    if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as string[];
    const made = await make();
    mkdirSync(this.#folder, { recursive: true });
    writeFileSync(file, JSON.stringify(made));
    return made;
  }

  /** Throws away what has not been asked for: pictures of specs and code that are no more. */
  forgetOthers(): void {
    if (!existsSync(this.#folder)) return;
    for (const name of readdirSync(this.#folder)) if (!this.#used.has(name)) rmSync(join(this.#folder, name));
  }
}

export const hash = (text: string | Uint8Array): string => createHash("sha256").update(text).digest("hex").slice(0, 32);

/** One hash for a file, or for all of a folder's. */
function contents(path: string): string {
  if (statSync(path).isFile()) return hash(readFileSync(path));
  const parts = readdirSync(path)
    .sort()
    .map((name) => `${name} ${contents(join(path, name))}`);
  return hash(parts.join("\n"));
}
