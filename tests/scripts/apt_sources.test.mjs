/** The machine's apt sources, in the shapes that administrators leave them in. */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { debianSources, withSuite, writeDeb822 } from "../../scripts/setup/apt-sources.mjs";

function machine(files) {
  const etc = mkdtempSync(join(tmpdir(), "livefig-etc-"));
  mkdirSync(join(etc, "sources.list.d"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(etc, name), text);
  return etc;
}

const sources = (files) => debianSources(machine(files), "bookworm");

describe("debianSources", () => {
  test("reads deb822 with a snapshot's comment, and takes security for itself only", () => {
    const { own, archive } = sources({
      "sources.list.d/debian.sources": [
        "Types: deb",
        "# http://snapshot.example/archive/debian/20250520T000000Z",
        "URIs: http://mirror.example/debian",
        "Suites: bookworm bookworm-updates",
        "Components: main contrib",
        "Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg",
        "",
        "Types: deb",
        "URIs: http://mirror.example/debian-security",
        "Suites: bookworm-security",
        "Components: main",
        "Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg",
      ].join("\n"),
    });
    expect(own.map((stanza) => stanza.Suites)).toEqual(["bookworm bookworm-updates", "bookworm-security"]);
    expect(archive.map((stanza) => stanza.URIs)).toEqual(["http://mirror.example/debian"]);
    expect(writeDeb822(withSuite(archive, "trixie"))).toBe(
      [
        "Types: deb deb-src",
        "URIs: http://mirror.example/debian",
        "Suites: trixie",
        "Components: main",
        "Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg",
        "",
      ].join("\n"),
    );
  });

  test("reads one-line lists with options, pinned to a snapshot", () => {
    const { own, archive } = sources({
      "sources.list": [
        "# deb http://old.example/debian bookworm main",
        "deb cdrom:[Debian 12]/ bookworm main",
        "deb-src http://mirror.example/debian bookworm main",
        "deb [arch=amd64 check-valid-until=no] http://mirror.example/archive/debian/20250520T000000Z/ bookworm main # pinned",
        "deb http://mirror.example/archive/debian-security/20250520T000000Z bookworm-security main",
      ].join("\n"),
    });
    expect(own).toHaveLength(2);
    expect(archive).toEqual([
      {
        Types: "deb",
        URIs: "http://mirror.example/archive/debian/20250520T000000Z/",
        Suites: "bookworm",
        Components: "main",
        Architectures: "amd64",
        "Check-Valid-Until": "no",
      },
    ]);
  });

  test("ignores third parties that borrow Debian's suite names, and disabled stanzas", () => {
    const { own } = sources({
      "sources.list": "deb http://mirror.example/debian bookworm main",
      "sources.list.d/vendor.list": "deb [signed-by=/v.gpg] https://vendor.example/debian/12/prod bookworm main",
      "sources.list.d/tool.list": "deb https://tool.example/linux/debian bookworm stable",
      "sources.list.d/base.sources": "Types: deb\nURIs: http://db.example/apt\nSuites: bookworm-pgdg\nComponents: main",
      "sources.list.d/off.sources":
        "Enabled: no\nTypes: deb\nURIs: http://off.example/debian\nSuites: bookworm\nComponents: main",
      "sources.list.d/old.list.save": "deb http://saved.example/debian bookworm main",
    });
    expect(own.map((stanza) => stanza.URIs)).toEqual(["http://mirror.example/debian"]);
  });

  test("takes a mirror list and a company's mirror of another name", () => {
    const list = { "sources.list": "deb mirror+file:/etc/apt/mirrors/debian.list bookworm main" };
    expect(sources(list).archive).toHaveLength(1);
    const company = { "sources.list": "deb https://artifacts.example/remote-deb-12 bookworm main" };
    expect(sources(company).archive).toHaveLength(1);
  });

  test("keeps a key that is written into the stanza", () => {
    const { archive } = sources({
      "sources.list.d/debian.sources":
        "Types: deb\nURIs: http://mirror.example/debian\nSuites: bookworm\nComponents: main\nSigned-By:\n -----BEGIN PGP-----\n .\n abc\n",
    });
    expect(writeDeb822(archive)).toContain("Signed-By: \n -----BEGIN PGP-----\n .\n abc\n");
  });
});
