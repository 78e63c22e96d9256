// An apt of our own in a folder of our own: it reads the machine's mirrors and keys, needs no root,
// and neither reads nor writes the system's package state.

import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeDeb822 } from "./apt-sources.mjs";
import { run, SetupError } from "./progress.mjs";

export class PrivateApt {
  /** @param {string} folder  holds lists and downloads; may be left over from an interrupted run */
  constructor(folder, stanzas) {
    this.folder = folder;
    this.stanzas = stanzas;
    this.archives = join(folder, "archives");
  }

  async update() {
    if (this.stanzas.length === 0) {
      throw new SetupError("no source of Debian's own packages was found in /etc/apt: add one and run again");
    }
    for (const part of ["lists/partial", "archives/partial", "sources"]) {
      mkdirSync(join(this.folder, part), { recursive: true });
    }
    writeFileSync(join(this.folder, "status"), "");
    writeFileSync(join(this.folder, "sources", "debian.sources"), writeDeb822(this.stanzas));
    writeFileSync(join(this.folder, "apt.conf"), await this.#configuration());
    await this.#apt("apt-get", ["update", "-o", "APT::Update::Error-Mode=any"]);
  }

  async #configuration() {
    // Proxies, time-outs and the like are the machine's; its hooks (which write to the system) are not.
    const machine = (await run("apt-config", ["dump"]))
      .split("\n")
      .filter((line) => line.startsWith("Acquire::") && !line.startsWith("Acquire::IndexTargets"));
    const folder = this.folder;
    const own = {
      "Dir::Etc::main": "/dev/null",
      "Dir::Etc::parts": "/dev/null",
      "Dir::Etc::sourcelist": "/dev/null",
      "Dir::Etc::sourceparts": `${folder}/sources/`,
      "Dir::Etc::preferences": "/dev/null",
      "Dir::Etc::preferencesparts": "/dev/null",
      "Dir::State": folder,
      "Dir::State::lists": `${folder}/lists`,
      "Dir::State::status": `${folder}/status`,
      "Dir::Cache": folder,
      "Dir::Cache::archives": `${folder}/archives`,
      "APT::Sandbox::User": "root", // dropping to _apt needs root and would lose our folder
      "APT::Install-Recommends": "false",
      "Acquire::Languages": "none",
    };
    return [...machine, ...Object.entries(own).map(([key, value]) => `${key} "${value}";`), ""].join("\n");
  }

  #apt(command, args, options = {}) {
    const env = { ...process.env, APT_CONFIG: join(this.folder, "apt.conf"), LC_ALL: "C" };
    return run(command, args, { cwd: this.archives, ...options, env });
  }

  /** Everything that `packages` would pull in on an empty system: `[{ name, version, file, bytes }]`. */
  async resolve(packages) {
    const text = await this.#apt("apt-get", ["install", "--print-uris", "-y", ...packages]);
    return [...text.matchAll(/^'\S+' (\S+\.deb) (\d+)/gm)].map(([, file, bytes]) => {
      const [name, version] = file.split("_");
      return { name, version: decodeURIComponent(version), file, bytes: Number(bytes) };
    });
  }

  /** Downloads resolved packages, checked against the signed index; returns their files. */
  async download(packages) {
    await this.#apt("apt-get", ["download", ...packages.map(({ name, version }) => `${name}=${version}`)]);
    return packages.map(({ file }) => join(this.archives, file));
  }

  /** Downloads a source package and returns its upstream tarball. */
  async downloadSource(name) {
    await this.#apt("apt-get", ["source", "--download-only", name]);
    const file = readdirSync(this.archives).find(
      (entry) => entry.startsWith(`${name}_`) && entry.includes(".orig.tar."),
    );
    if (!file) throw new SetupError(`apt-get source left no tarball for ${name}`);
    return join(this.archives, file);
  }
}
