/** The fragment that names a figure and its state, and the code for other pages. */
import { expect, test } from "vitest";
import { fragmentOf, nameOf, readLink } from "../../../web/elements/link.js";
import { publicUrl, snippets } from "../../../web/elements/snippets.js";

test("a fragment names a figure and carries its state", () => {
  const fragment = fragmentOf("04-dropout", "1;seed=9;var.p=0.8");
  expect(fragment).toBe("#livefig=04-dropout:1;seed=9;var.p=0.8");
  expect(readLink(fragment)).toEqual({ name: "04-dropout", state: "1;seed=9;var.p=0.8" });
  expect(readLink(fragmentOf("a:b 图", "1"))).toEqual({ name: "a:b 图", state: "1" });
});

test("every other fragment names none", () => {
  for (const hash of ["", "#", "#depth", "#livefig", "#livefig=", "#livefig=04", "#livefig=%:1", "#%", "#fig-04"])
    expect(readLink(hash)).toBeNull();
});

test("a figure is named by its spec's file", () => {
  expect(nameOf("figures/04-dropout.json")).toBe("04-dropout");
  expect(nameOf("https://a.example/x.y/04.json?v=2#a")).toBe("04");
  expect(nameOf(null)).toBe("");
});

const places = {
  script: "https://a.example/livefig.js",
  spec: "https://a.example/l/figures/04-dropout.json",
  name: "04-dropout",
  title: 'Dropout & "friends"',
};

test("each way has its own code, and the state in it", () => {
  const { script, package: npm, frame, file } = snippets(places, "1;seed=9;var.a=%22");
  expect(script).toBe(
    '<script type="module" src="https://a.example/livefig.js"></script>\n' +
      '<live-figure src="https://a.example/l/figures/04-dropout.json" state="1;seed=9;var.a=%22"></live-figure>',
  );
  expect(npm).toContain('import "livefig/define";');
  expect(frame).toContain(
    'src="https://a.example/l/figures/04-dropout/index.html#livefig=04-dropout:1;seed=9;var.a=%22"',
  );
  expect(frame).toContain('title="Dropout &amp; &quot;friends&quot;"');
  expect(frame).toContain('<script src="https://a.example/livefig-frame.js" async></script>');
  expect(file).toEqual({
    href: "https://a.example/l/figures/04-dropout/index.html",
    name: "04-dropout.html",
    fragment: "#livefig=04-dropout:1;seed=9;var.a=%22",
  });
});

test("the figure as it comes carries nothing", () => {
  const { script, frame, file } = snippets(places, null);
  expect(script).not.toContain("state");
  expect(frame).not.toContain("#");
  expect(file.fragment).toBe("");
});

test("an address that only this machine has is replaced by one to fill in", () => {
  expect(publicUrl("figures/04.json", "https://a.example/l/")).toBe("https://a.example/l/figures/04.json");
  expect(publicUrl("figures/04.json", "file:///home/me/l.html")).toBe("https://your.site/figures/04.json");
  expect(publicUrl("figures/04.json", "about:srcdoc")).toBe("https://your.site/figures/04.json");
});
