/** WebKitGTK's MiniBrowser under a virtual screen, driven by WebDriver (W3C) over plain fetch. */
import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { createServer } from "node:net";

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** The library's own small browser, in a folder that is named after the machine. */
function miniBrowser() {
  const places = readdirSync("/usr/lib").map((machine) => `/usr/lib/${machine}/webkit2gtk-4.1/MiniBrowser`);
  const found = process.env.WEBKIT_PATH ?? places.find((place) => existsSync(place));
  if (!found) throw new Error("libwebkit2gtk-4.1-0 has no MiniBrowser here: set WEBKIT_PATH");
  return found;
}

async function send(url, method, body) {
  const response = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`WebKitWebDriver: ${value.error}: ${value.message}`);
  return value;
}

/** Asks until the answer is what it should be. */
async function until(ask, expected, deadline) {
  for (;;) {
    const answer = await ask().catch((error) => error.message);
    if (answer === expected) return;
    if (Date.now() > deadline) throw new Error(`WebKitWebDriver: still "${answer}", not "${expected}"`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function readText(driver, url, deadline) {
  await until(async () => (await send(`${driver}/status`, "GET")).ready, true, deadline);
  const options = { binary: miniBrowser(), args: ["--automation"] };
  const { sessionId } = await send(`${driver}/session`, "POST", {
    capabilities: { alwaysMatch: { "webkitgtk:browserOptions": options } },
  });
  const session = `${driver}/session/${sessionId}`;
  try {
    await send(`${session}/url`, "POST", { url });
    await until(() => send(`${session}/title`, "GET"), "done", deadline);
    const [body] = Object.values(await send(`${session}/element`, "POST", { using: "css selector", value: "body" }));
    return await send(`${session}/element/${body}/property/textContent`, "GET");
  } finally {
    await send(session, "DELETE");
  }
}

/** Opens a URL and resolves with the page's text, once its title is "done". */
export async function readInWebKit(url, timeout) {
  const port = await freePort();
  // A process group of its own, so that the screen ends with the driver.
  const child = spawn("xvfb-run", ["-a", "WebKitWebDriver", `--port=${port}`], { detached: true, stdio: "ignore" });
  const ended = new Promise((resolve) => child.once("close", resolve));
  try {
    return await readText(`http://127.0.0.1:${port}`, url, Date.now() + timeout);
  } finally {
    process.kill(-child.pid, "SIGTERM");
    await ended;
  }
}
