// The process in which `npm run dev` trains static pictures, so that the server answers meanwhile.

import { tsImport } from "tsx/esm/api";

const { staticPictures } = await tsImport("../../web/site/pictures/pictures.ts", import.meta.url);

process.on("message", async ({ id, path, languages }) => {
  try {
    process.send({ id, drawn: await staticPictures(path, languages) });
  } catch (error) {
    process.send({ id, problem: error.message });
  }
});
process.on("disconnect", () => process.exit());
process.send({ ready: true });
