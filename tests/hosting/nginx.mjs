// Debian's nginx as the user who runs the tests, on a free port, with the configuration of the documentation.

import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nginxProgram } from "../../scripts/setup/system.mjs";
import { projectFolder } from "../../scripts/setup/toolchain.mjs";

const documented = join(projectFolder, "web/site/docs/nginx.conf");

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer().on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** Resolves with `{ url, stop }` once it answers. Only the port and the folder differ from what is documented. */
export async function startNginx(folder) {
  const place = mkdtempSync(join(tmpdir(), "livefig-nginx-"));
  const port = await freePort();
  const server = readFileSync(documented, "utf8")
    .replace("listen 80;", `listen 127.0.0.1:${port};`)
    .replace("root /var/www/livefig;", `root ${folder};`);
  mkdirSync(join(place, "temp"));
  writeFileSync(join(place, "site.conf"), server);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path temp/${name};`,
  );
  writeFileSync(
    join(place, "nginx.conf"),
    `daemon off; master_process off; pid nginx.pid; error_log stderr warn; events {}
http { access_log off; ${temporary.join(" ")} include site.conf; }\n`,
  );
  const child = spawn(nginxProgram(), ["-p", place, "-c", "nginx.conf", "-e", "stderr"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk) => {
    said += chunk;
  });
  const ended = new Promise((resolve) => child.once("close", resolve));
  const url = `http://127.0.0.1:${port}/`;
  while (child.exitCode === null) {
    if (await fetch(url).catch(() => null)) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  if (child.exitCode !== null) throw new Error(`nginx ended with ${child.exitCode}: ${said}`);
  const stop = async () => {
    child.kill();
    await ended;
    rmSync(place, { recursive: true, force: true });
  };
  return { url, stop };
}
