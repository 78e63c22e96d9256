/** A runtime over the fake client and clock, with what it was told is wrong. */
import { FigureRuntime } from "../../../web/figure/runtime.js";
import type { RuntimeOptions } from "../../../web/figure/runtime_options.js";
import { FakeClient, FakeClock, type FakeSession } from "./fake_client.js";
import { dropout } from "./sample.js";

export function setUp(options: Partial<RuntimeOptions> = {}) {
  const client = new FakeClient();
  const clock = new FakeClock();
  const errors: string[] = [];
  const runtime = new FigureRuntime({
    client,
    clock,
    spec: dropout,
    onError: ({ where, message }) => errors.push(`${where}: ${message}`),
    ...options,
  });
  return { client, clock, runtime, errors, session: (): FakeSession => client.sessions[0] };
}
