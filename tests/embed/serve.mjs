// Serves the built course sites: course.example as any plain host would, cdn.example with the word that lets others in.

import { createServer } from "node:http";
import { join } from "node:path";
import { createStaticServer } from "../../scripts/serve.mjs";
import { built } from "./build.mjs";

const hosts = Object.fromEntries(
  ["course", "cdn"].map((name) => [`${name}.example`, createStaticServer(join(built, name))]),
);

const server = createServer((request, response) => {
  const host = (request.headers.host ?? "").split(":")[0];
  const site = hosts[host] ?? hosts["course.example"];
  // Browsers ask for it unasked; a course has one.
  if (request.url === "/favicon.ico") return response.writeHead(204).end();
  if (host === "cdn.example") response.setHeader("Access-Control-Allow-Origin", "*");
  // A course site's own scripts and styles are none of our business: no policy but what its pages state.
  const setHeader = response.setHeader.bind(response);
  response.setHeader = (name, value) => (name === "Content-Security-Policy" ? response : setHeader(name, value));
  site.emit("request", request, response);
});
server.listen(Number(process.env.PORT), "127.0.0.1");
