/** Where the texts of a scene stand, so that tests can ask whether they collide or leave the drawing. */
import type { Box } from "../../../web/scene/clip.js";
import type { Mark, Scene } from "../../../web/scene/scene.js";
import { textSize, textWidth } from "../../../web/scene/type.js";

export type TextMark = Extract<Mark, { kind: "text" }>;

/** The inked part: from the height of capitals to the baseline, without the estimate's slack. */
export function textBox(mark: TextMark): Box {
  const size = mark.size ?? textSize;
  const width = textWidth(mark.text, { size, font: mark.font ?? "sans", weight: mark.weight ?? 400 }) / 1.03;
  const left = mark.anchor === "end" ? mark.x - width : mark.anchor === "middle" ? mark.x - width / 2 : mark.x;
  const baseline = mark.y + (mark.baseline === "middle" ? 0.35 * size : mark.baseline === "hanging" ? 0.74 * size : 0);
  return { x: left, y: baseline - 0.7 * size, width, height: 0.75 * size };
}

export function texts(scene: Scene): TextMark[] {
  return scene.marks.filter((mark): mark is TextMark => mark.kind === "text");
}
