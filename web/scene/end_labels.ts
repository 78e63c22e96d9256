/** Direct labels in the margin beside the lines' ends: name and number in the line's colour, never one over another. */
import { stack } from "./placement.js";
import type { Mark, Token } from "./scene.js";
import { number, label as plainStyle, smallLabel, strongLabel, type TextStyle, textWidth, wrap } from "./type.js";

export interface EndLabel {
  /** Where the line ends. */
  x: number;
  y: number;
  name: string;
  /** Beside or under the name, in monospace. */
  value?: string;
  token: Token;
  strong: boolean;
  /** When there is no room for all, the lowest goes first. */
  priority: number;
}

type LabelText = Pick<EndLabel, "name" | "value" | "strong">;

const lineHeight = 14;
const gap = 3;
/** From the end of the plot to the text. */
export const leaderRoom = 14;

interface Block {
  lines: string[];
  style: TextStyle;
  /** The number stands behind the last line, or on its own. */
  inline: boolean;
  height: number;
}

function nameStyle(strong: boolean, narrow: boolean): TextStyle {
  return strong
    ? { ...strongLabel, size: narrow ? smallLabel.size : strongLabel.size }
    : narrow
      ? smallLabel
      : plainStyle;
}

function block({ name, value, strong }: LabelText, width: number, narrow: boolean): Block {
  const style = nameStyle(strong, narrow);
  const lines = wrap(name, width, style);
  const lastLine = textWidth(lines.at(-1)!, style);
  const inline = value !== undefined && lastLine + 5 + textWidth(value, number) <= width;
  const count = lines.length + (value !== undefined && !inline ? 1 : 0);
  return { lines, style, inline, height: count * lineHeight + gap };
}

const isNarrow = (sceneWidth: number) => sceneWidth < 480;

/** Room to keep right of the plot: what the labels need, at most a share of the scene. */
export function labelMargin(labels: readonly LabelText[], sceneWidth: number): number {
  if (labels.length === 0) return 8;
  const narrow = isNarrow(sceneWidth);
  const most = narrow ? Math.max(76, sceneWidth * 0.29) : Math.min(150, sceneWidth * 0.27);
  const widest = Math.max(
    ...labels.map(({ name, value, strong }) => {
      const style = nameStyle(strong, narrow);
      const words = Math.max(
        ...name.split(" ").map((word) => textWidth(word, style)),
        value ? textWidth(value, number) : 0,
      );
      const whole = textWidth(name, style) + (value ? 5 + textWidth(value, number) : 0);
      return Math.max(words, Math.min(whole, most));
    }),
  );
  return Math.ceil(widest) + leaderRoom;
}

/** The labels at `left`, in a column `width` wide between `top` and `bottom`, with thin leaders where they had to move. */
export function endLabels(
  labels: readonly EndLabel[],
  column: { left: number; width: number; top: number; bottom: number },
  sceneWidth: number,
): Mark[] {
  const narrow = isNarrow(sceneWidth);
  const text = column.left + leaderRoom;
  const blocks = labels.map((label) => block(label, column.width - leaderRoom, narrow));
  const wanted = labels.map(({ y, priority }, index) => ({ y, priority, height: blocks[index]!.height }));
  const middles = stack(wanted, column.top, column.bottom);
  const marks: Mark[] = [];
  labels.forEach((label, index) => {
    const middle = middles[index];
    if (middle === null || middle === undefined) return;
    const { lines, style, inline, height } = blocks[index]!;
    if (Math.abs(middle - label.y) > 5 || column.left - label.x > 10) {
      marks.push({
        kind: "path",
        points: [label.x + 4, label.y, column.left + 2, label.y, text - 3, middle],
        stroke: label.token,
        width: 0.75,
        opacity: 0.55,
      });
    }
    let baseline = middle - height / 2 + gap / 2 + lineHeight - 3;
    for (const line of lines) {
      marks.push({
        kind: "text",
        x: text,
        y: baseline,
        text: line,
        size: style.size,
        weight: style.weight,
        fill: label.token,
      });
      baseline += lineHeight;
    }
    if (label.value === undefined) return;
    const behind = inline ? textWidth(lines.at(-1)!, style) + 5 : 0;
    marks.push({
      kind: "text",
      x: text + behind,
      y: inline ? baseline - lineHeight : baseline,
      text: label.value,
      size: number.size,
      font: "mono",
      fill: label.token,
    });
  });
  return marks;
}
