import type { Run } from "../../web/engine/run.js";

export function tell(run: Run, withValues?: boolean): object;
