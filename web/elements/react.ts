/** The entry livefig/react: the registered element, and <live-figure> in JSX with its attributes checked. */
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { LiveFigure } from "./element.js";

export * from "./define.js";

type Own = "src" | "seed" | "state" | "autoplay" | "theme" | "base";
/** Attributes of <live-figure> in JSX; React 18 wants `class`, React 19 takes `className` too. */
export type LiveFigureProps = DetailedHTMLProps<HTMLAttributes<LiveFigure>, LiveFigure> &
  Partial<Pick<LiveFigure, Own>> & { class?: string };

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "live-figure": LiveFigureProps;
    }
  }
}
