/** The worker script: a classic one without URLs of its own, so that it runs from a file, a blob and a sandboxed frame. */

import type { Request, Response } from "./protocol.js";
import { transferables } from "./protocol.js";
import { Server } from "./server.js";

interface WorkerScope {
  postMessage(message: Response, transfer: Transferable[]): void;
  onmessage: ((event: { data: Request }) => void) | null;
}

const scope = globalThis as unknown as WorkerScope;

// A channel to oneself: unlike setTimeout it is not held back 4 ms, and messages from the page still get their turn.
const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();

const server = new Server({
  post: (response) => scope.postMessage(response, transferables(response)),
  now: () => performance.now(),
  defer(next) {
    waiting.push(next);
    channel.port2.postMessage(null);
  },
  sliceMs: 12,
});

scope.onmessage = ({ data }) => server.receive(data);
scope.postMessage({ type: "hello" }, []);
