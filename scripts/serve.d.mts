/** The types of serve.mjs that tests use. */
import type { IncomingMessage, Server, ServerResponse } from "node:http";

export function createStaticServer(
  folder: string,
  options?: {
    onFile?: (file: string) => void;
    rewrite?: (file: string) => string | null;
    more?: Record<string, (request: IncomingMessage, response: ServerResponse) => void>;
  },
): Server;
export function listen(server: Server, port: number, host?: string): Promise<string>;
export const contentSecurityPolicy: string;
export function carriesItsPolicy(path: string): boolean;
