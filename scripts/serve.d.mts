/** The types of serve.mjs that tests use. */
import type { Server } from "node:http";

export function createStaticServer(folder: string, options?: { onFile?: (file: string) => void }): Server;
