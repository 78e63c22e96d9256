/** The server of the start pages, in a process of its own: it tells its parent what it sends and what pages report. */
import { serve } from "./serving.mjs";

const { mounts, pages } = JSON.parse(process.argv[2]);
const server = await serve(mounts, pages, {
  sent: (file) => process.send({ file }),
  reported: (text) => process.send({ report: decodeURIComponent(text) }),
});
process.on("disconnect", () => process.exit());
process.send({ origin: server.origin });
