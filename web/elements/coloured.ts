/** Pieces of a Python text as they stand in a page: a span with its kind around each that has a colour. */
import { html, type TemplateResult } from "lit";
import type { Piece } from "../code/highlight.js";

export const coloured = (pieces: readonly Piece[]): (string | TemplateResult)[] =>
  pieces.map(({ kind, text }) => (kind === "plain" ? text : html`<span class=${kind}>${text}</span>`));
