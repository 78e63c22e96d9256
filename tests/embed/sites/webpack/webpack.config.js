export default {
  mode: "production",
  entry: "./src/index.js",
  output: { path: new URL("public", import.meta.url).pathname },
};
