/** The types of reload.mjs that tests use. */
import type { Server } from "node:http";

export function createReloadingServer(folder: string): {
  server: Server;
  stop(): void;
  reload(): void;
  complain(mistake: string): void;
};
