/** The glue that Emscripten writes beside the wasm (build/wasm/livefig.mjs): a factory that is handed the instance. */
declare module "*/livefig.mjs" {
  interface GlueOptions {
    instantiateWasm(imports: WebAssembly.Imports, receive: (instance: WebAssembly.Instance) => void): void;
  }
  export default function createModule(options: GlueOptions): Promise<unknown>;
}
