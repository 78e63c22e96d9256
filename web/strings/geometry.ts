/** What the drawing of two weights and their price says, by language; it comes with the view, which few figures have. */
import { sayFrom } from "./say.js";

const en = {
  none: "This is drawn for rows of two numbers in two classes",
  waits: "Measured as it trains",
  sum: "loss {loss} + λ|w|² {penalty} = {sum}",
  free: "λ = 0",
  priced: "λ = {lambda}",
  circle: "|w| = {radius}",
  columnLoss: "loss",
  saysNone: "A drawing for rows of two numbers in two classes; these are none.",
  saysWaits: "The loss over two weights, not measured yet.",
  saysFree:
    "The loss over two weights is lowest, {loss}, at ({w1}, {w2}), {radius} from the origin. With λ = 0 they cost nothing.",
  says: "The loss over two weights is lowest, {least}, at ({free1}, {free2}). With λ = {lambda} the sum of loss {loss} and penalty {penalty} is lowest at ({w1}, {w2}), where the circle of all weights of that price, {radius} from the origin, touches a line of equal loss.",
} as const;

const zh: { readonly [K in keyof typeof en]: string } = {
  none: "这幅图只适用于每行两个数、共两类的数据",
  waits: "训练时测量",
  sum: "损失 {loss} + λ|w|² {penalty} = {sum}",
  free: "λ = 0",
  priced: "λ = {lambda}",
  circle: "|w| = {radius}",
  columnLoss: "损失",
  saysNone: "这幅图只适用于每行两个数、共两类的数据；这里不是。",
  saysWaits: "两个权重上的损失，尚未测量。",
  saysFree: "两个权重上的损失在（{w1}, {w2}）处最低，为 {loss}，离原点 {radius}。λ = 0 时权重不收费。",
  says: "两个权重上的损失在（{free1}, {free2}）处最低，为 {least}。λ = {lambda} 时，损失 {loss} 与惩罚 {penalty} 之和在（{w1}, {w2}）处最低：在那里，同一价格的所有权重构成的圆（离原点 {radius}）与一条等损失线相切。",
};

export const geometryCatalogs = { en, zh } as const;

export const sayOfGeometry = sayFrom<typeof en>(geometryCatalogs);
