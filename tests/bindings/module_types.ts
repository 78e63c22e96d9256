/** Holds web/engine/module.ts against the types that the build writes beside the wasm: `npm run check` fails when they part. */
import type { MainModule } from "../../build/wasm/livefig.js";
import type { WasmModule } from "../../web/engine/module.js";

type Fits<Built extends Promised, Promised> = Built;

/** The build keeps every promise that web/engine relies on… */
export type ModuleFits = Fits<MainModule, WasmModule>;
/** …and has nothing that web/engine does not know. */
type Unknown = Exclude<keyof MainModule, keyof WasmModule>;
export const nothingUnknown: [Unknown] extends [never] ? true : never = true;
