/** Marks in printed texts: each stands for a result of training, by its number in Recorder.marked. */

const START = "\ue000";
const END = "\ue001";
const pattern = /\ue000(\d+)\ue001/;

export const markOf = (index: number): string => `${START}${index}${END}`;

/** Texts and the numbers of the marks between them, in turn. */
export function splitAtMarks(text: string): (string | number)[] {
  return text
    .split(pattern)
    .map((piece, i) => (i % 2 === 1 ? Number(piece) : piece.replaceAll(START, "").replaceAll(END, "")));
}
