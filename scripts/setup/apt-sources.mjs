// Reads the machine's own apt sources, so that a private apt root asks the mirrors that the machine asks.
// No host is named anywhere in this project: whatever the administrator chose is what we use.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

/** `{ ID, VERSION_ID, VERSION_CODENAME, … }` of os-release; empty where there is none. */
export function readOsRelease(file = "/etc/os-release") {
  if (!existsSync(file)) return {};
  const entries = readFileSync(file, "utf8").matchAll(/^(\w+)=(.*)$/gm);
  return Object.fromEntries([...entries].map(([, key, value]) => [key, value.replace(/^"|"$/g, "")]));
}

/** Fields of each deb822 stanza; continuation lines stay with their field, comments are dropped. */
export function parseDeb822(text) {
  const stanzas = [];
  for (const block of text.split(/\n[ \t]*\n/)) {
    const fields = {};
    let last = null;
    for (const line of block.split("\n")) {
      if (line.startsWith("#") || line.trim() === "") continue;
      const field = /^([A-Za-z][\w-]*):\s*(.*)$/.exec(line);
      if (field) {
        last = field[1];
        fields[last] = field[2];
      } else if (last && /^\s/.test(line)) {
        fields[last] += `\n${line}`;
      }
    }
    if (fields.URIs && fields.Suites) stanzas.push(fields);
  }
  return stanzas;
}

const oneLineOptions = {
  arch: "Architectures",
  "signed-by": "Signed-By",
  trusted: "Trusted",
  "check-valid-until": "Check-Valid-Until",
  "check-date": "Check-Date",
};

/** One-line `deb [options] uri suite component…` entries as the same fields. */
export function parseOneLine(text) {
  const stanzas = [];
  for (const line of text.split("\n")) {
    const match = /^\s*deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s+([^#]+)/.exec(line);
    if (!match || match[2].startsWith("cdrom:")) continue;
    const [, options = "", uri, suite, components] = match;
    const fields = { Types: "deb", URIs: uri, Suites: suite, Components: components.trim() };
    for (const option of options.trim().split(/\s+/).filter(Boolean)) {
      const [key, value] = option.split("=");
      if (oneLineOptions[key.toLowerCase()]) {
        fields[oneLineOptions[key.toLowerCase()]] = value.replaceAll(",", " ");
      }
    }
    stanzas.push(fields);
  }
  return stanzas;
}

function readAllSources(etc) {
  const stanzas = [];
  const list = join(etc, "sources.list");
  if (existsSync(list)) stanzas.push(...parseOneLine(readFileSync(list, "utf8")));
  const parts = join(etc, "sources.list.d");
  for (const name of existsSync(parts) ? readdirSync(parts).sort() : []) {
    if (name.endsWith(".sources")) stanzas.push(...parseDeb822(readFileSync(join(parts, name), "utf8")));
    else if (name.endsWith(".list")) stanzas.push(...parseOneLine(readFileSync(join(parts, name), "utf8")));
  }
  return stanzas.filter((stanza) => (stanza.Enabled ?? "yes").toLowerCase() !== "no");
}

const words = (text) => (text ?? "").split(/\s+/).filter(Boolean);

// Debian's own archive ends in /debian (or /debian-security, or a snapshot's date, or a mirror list
// of that name); third-party archives may also call their suite "bookworm" and must not be asked.
const debianPath = /\/debian(-security)?(\/\d{8}T\d{6}Z)?(\.list)?\/?$/;

function isDebianArchive(stanza) {
  const keys = words(stanza["Signed-By"]);
  return (
    keys.some((key) => basename(key).startsWith("debian-archive")) ||
    words(stanza.URIs).every((uri) => debianPath.test(uri))
  );
}

/**
 * The machine's stanzas for Debian itself.
 * `own`: the release, its updates and its security suite, as they are.
 * `archive`: the main archive alone, where another suite of the same archive is found.
 */
export function debianSources(etc = "/etc/apt", codename = readOsRelease().VERSION_CODENAME) {
  const release = new RegExp(`^(${codename}|stable|oldstable)([-/](updates|security))?/?$`);
  const main = readAllSources(etc).filter(
    (stanza) => words(stanza.Components).includes("main") && words(stanza.Suites).some((suite) => release.test(suite)),
  );
  const debian = main.some(isDebianArchive) ? main.filter(isDebianArchive) : main;
  const own = debian.map((stanza) => ({
    ...stanza,
    Types: "deb",
    Components: "main",
    Suites: words(stanza.Suites)
      .filter((suite) => release.test(suite))
      .join(" "),
  }));
  const plain = new RegExp(`^(${codename}|stable|oldstable)$`);
  const archive = own.filter((stanza) => words(stanza.Suites).some((suite) => plain.test(suite)));
  return { own, archive };
}

/** The same archive with another suite, binaries and sources. */
export function withSuite(stanzas, suite) {
  return stanzas.map((stanza) => ({ ...stanza, Types: "deb deb-src", Suites: suite }));
}

export function writeDeb822(stanzas) {
  return stanzas
    .map((stanza) =>
      Object.entries(stanza)
        .map(([key, value]) => `${key}: ${value}\n`)
        .join(""),
    )
    .join("\n");
}
