/** A descent of a 2-D test surface as a PyTorch script, in its parts. */
import type { Program, SurfaceProgram, TypedProgram } from "../engine/program.js";
import { optimizerCode } from "./optimizer.js";
import { literal } from "./python.js";
import type { ScriptParts } from "./script.js";

export const surfaces: Readonly<Record<string, string>> = {
  bowl: "return 0.1 * x**2 + 2 * y**2",
  rosenbrock: "return (1 - x) ** 2 + 100 * (y - x**2) ** 2",
  beale: `a = 1.5 - x + x * y
    b = 2.25 - x + x * y**2
    c = 2.625 - x + x * y**3
    return a**2 + b**2 + c**2`,
  himmelblau: "return (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2",
  saddle: "return 0.5 * x**2 - 0.5 * y**2 + 0.25 * y**4",
};

const float = (value: number): string => (Number.isInteger(value) ? `${value}.0` : literal(value));

export function surfaceParts(program: Program & { surface: SurfaceProgram }, steps: number): ScriptParts {
  const { name, start } = program.surface;
  const clip = program.clip_grad_norm;
  const optimizer = optimizerCode(program.optimizer as TypedProgram, program.scheduler, "[w]", steps);
  const each = [
    `loss = ${name}(*w)`,
    "optimizer.zero_grad()",
    "loss.backward()",
    ...(clip ? [clipLine("[w]", clip)] : []),
    "optimizer.step()",
    ...optimizer.each,
    "if step % 10 == 0:",
    '    print(f"step {step}  loss {loss.item():.4f}")',
  ];
  const definition = `def ${name}(x, y):\n    ${surfaces[name]}`;
  const imports = ["import torch", ...(clip ? ["from torch import nn"] : [])];
  const begin = `w = torch.tensor([${start.map(float).join(", ")}], requires_grad=True)`;
  return {
    preparation: [imports.join("\n"), ...optimizer.definitions, definition].join("\n\n\n"),
    data: "",
    model: [begin, ...optimizer.lines].join("\n"),
    training: [`for step in range(1, ${steps + 1}):`, ...each.map((line) => `    ${line}`)].join("\n"),
    evaluation: "",
  };
}

/** Shortens gradients that are too long. */
export function clipLine(parameters: string, clip: { max_norm: number; norm_type?: number }): string {
  const type = clip.norm_type === undefined || clip.norm_type === 2 ? "" : `, norm_type=${literal(clip.norm_type)}`;
  return `nn.utils.clip_grad_norm_(${parameters}, max_norm=${literal(clip.max_norm)}${type})`;
}
