/** A scene: what a view draws, as data, before any painter (canvas, SVG text) touches it. */

/** A theme token (`ink`, `run-0`, …), resolved by the painter for light or dark. */
export type Token =
  | "ink"
  | "muted"
  | "faint"
  | "rule"
  | "paper"
  | "panel"
  | "run-0"
  | "run-1"
  | "run-2"
  | "run-3"
  | "run-4"
  | "run-5"
  | "run-6"
  /** Classes of the data, apart from the runs' colours: fills only, never text. */
  | "class-0"
  | "class-1"
  | "class-2"
  | "class-3"
  /** The ends of the diverging ramp. */
  | "negative"
  | "positive"
  | "good"
  | "bad";

/** A colour ramp for values: `magnitude` is perceptually uniform, `sign` diverges around 0. */
export type Ramp = "magnitude" | "sign" | "ink";

export type FontRole = "sans" | "mono" | "serif";

export type Mark =
  /** One or several polylines: `points` is x, y in turn, a NaN pair lifts the pen. */
  | {
      kind: "path";
      points: ArrayLike<number>;
      stroke?: Token;
      fill?: Token;
      width?: number;
      dash?: readonly number[];
      opacity?: number;
      closed?: boolean;
    }
  | {
      kind: "rect";
      x: number;
      y: number;
      width: number;
      height: number;
      fill?: Token;
      stroke?: Token;
      strokeWidth?: number;
      opacity?: number;
      radius?: number;
    }
  | {
      kind: "circle";
      x: number;
      y: number;
      r: number;
      fill?: Token;
      stroke?: Token;
      strokeWidth?: number;
      opacity?: number;
    }
  | {
      kind: "text";
      x: number;
      y: number;
      text: string;
      size?: number;
      fill?: Token;
      font?: FontRole;
      weight?: 400 | 600;
      anchor?: "start" | "middle" | "end";
      baseline?: "alphabetic" | "middle" | "hanging";
      rotate?: number;
      opacity?: number;
      halo?: boolean;
    }
  /** A raster of values, `rows × columns`, row 0 on top, drawn through a ramp. */
  | {
      kind: "grid";
      x: number;
      y: number;
      width: number;
      height: number;
      columns: number;
      rows: number;
      values: ArrayLike<number>;
      ramp: Ramp;
      domain: readonly [number, number];
      smooth?: boolean;
      opacity?: number;
    }
  /** Two-class or many-class regions: the class's colour (`class-k`), blended by confidence 0…1. */
  | {
      kind: "regions";
      x: number;
      y: number;
      width: number;
      height: number;
      columns: number;
      rows: number;
      classes: ArrayLike<number>;
      confidence: ArrayLike<number>;
    };

export interface Scene {
  width: number;
  height: number;
  marks: Mark[];
  /** A sentence that states the numbers: the drawing's text alternative. */
  description: string;
}
