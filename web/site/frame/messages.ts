/**
 * What a figure's page in a frame and the page around it say to each other. Either may be there first, so both say
 * hello: the host's carries the frame's number, and every height carries it back. Nothing in it is secret, and a
 * sandboxed frame has no origin to name: messages go to any, and whoever hears one looks at where it comes from.
 */

/** Another version is not heard. */
export const VERSION = 1;

export type FromFigure =
  | { livefig: "frame"; version: typeof VERSION; type: "hello" }
  | { livefig: "frame"; version: typeof VERSION; type: "height"; id: string; height: number };

export type FromHost = {
  livefig: "frame";
  version: typeof VERSION;
  type: "hello";
  id: string;
  /** As the frame's attributes say; absent where they say nothing. */
  theme?: "auto" | "light" | "dark";
  lang?: string;
};

/** The message if it is one of ours and of our version. */
export function read<T extends FromFigure | FromHost>(data: unknown): Partial<T> | null {
  if (typeof data !== "object" || data === null) return null;
  const { livefig, version } = data as { livefig?: unknown; version?: unknown };
  return livefig === "frame" && version === VERSION ? (data as Partial<T>) : null;
}

/** Heights that a host accepts, in CSS pixels: what is beyond is a mistake or a joke. */
export const HEIGHTS = { least: 60, most: 20_000 } as const;
