/** Runs TypeScript of this project in Node while it is being built: the engine's loader, the views, the painter. */
import { createServer } from "vite";

/** Loads the module at `path` and keeps what it imports later loadable until `use` has ended. */
export async function inNode<Module, Answer>(path: string, use: (module: Module) => Promise<Answer>): Promise<Answer> {
  const server = await createServer({
    configFile: false,
    appType: "custom",
    logLevel: "error",
    optimizeDeps: { noDiscovery: true },
    server: { middlewareMode: true, ws: false, watch: null },
  });
  try {
    return await use((await server.ssrLoadModule(path)) as Module);
  } finally {
    await server.close();
  }
}
