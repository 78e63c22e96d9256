/** The figure's visual tokens as custom properties on the host: colours from the scene's palette, type from its stacks. */
import { css, unsafeCSS } from "lit";
import { declarations } from "../scene/palette.js";
import { fontStacks } from "../scene/type.js";

const light = unsafeCSS(declarations("light"));
const dark = unsafeCSS(declarations("dark"));

/** A page may set any of them on `live-figure`: outer rules win over `:host`. */
export const tokens = css`
  :host {
    ${light}
    --lf-sans: ${unsafeCSS(fontStacks.sans)};
    --lf-mono: ${unsafeCSS(fontStacks.mono)};
    --lf-serif: ${unsafeCSS(fontStacks.serif)};
    color-scheme: light;
  }
  /* figure_face.ts writes what "auto" comes to: the page's own theme, which no media query knows. */
  :host([scheme="dark"]) {
    ${dark}
    color-scheme: dark;
  }
  @media print {
    :host,
    :host([scheme]) {
      ${light}
      color-scheme: light;
    }
  }
`;
