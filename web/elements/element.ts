/** `import … from "livefig"`: the element's class and all its types. Nothing is registered (define.ts does that). */
export { type ClientOptions, configure } from "../engine/client.js";
export type { NamedFiles } from "../engine/files.js";
export type { EngineErrorData, Program } from "../engine/program.js";
export type { DataRow, OwnData } from "../figure/own_data.js";
export type { FigureSnapshot, RunReport } from "../figure/snapshot.js";
export type * from "../figure/spec.js";
export type { FigureStatus } from "../figure/state.js";
export type { FigureEvent, FigureFailure } from "./figure_events.js";
export { LiveFigure } from "./live_figure.js";
