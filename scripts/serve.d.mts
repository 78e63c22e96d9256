/** The types of serve.mjs that tests use. */
import type { Server } from "node:http";

export function createStaticServer(folder: string, options?: { onFile?: (file: string) => void }): Server;
export function listen(server: Server, port: number, host?: string): Promise<string>;
export const contentSecurityPolicy: string;
