/** A curve's shape in words: "falls, then turns up at about step 300". */
import type { Shape } from "../../figure/study/shape.js";
import type { SayStudy } from "../../strings/study.js";

export function shapeWords({ course: kind, turn, levelFrom }: Shape, say: SayStudy): string {
  const course = say(kind === "falls" ? "shapeFalls" : kind === "rises" ? "shapeRises" : "shapeLevel");
  if (turn) return say(kind === "falls" ? "shapeTurnsUp" : "shapeTurnsDown", { course, step: turn.step });
  if (levelFrom !== undefined && kind !== "level") return say("shapeLevels", { course, step: levelFrom });
  return course;
}
