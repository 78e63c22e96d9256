/** Optimizer and scheduler of a program as PyTorch writes them. */
import type { TypedProgram } from "../engine/program.js";
import { call, statement } from "./python.js";
import { writtenArguments } from "./signatures.js";

/** PyTorch's Adam always corrects its bias; the lesson's formula does not. */
export const uncorrectedAdam = `class UncorrectedAdam(torch.optim.Optimizer):
    """Adam without bias correction, as its formula is often written."""

    def __init__(self, params, lr, betas=(0.9, 0.999), eps=1e-8, weight_decay=0):
        defaults = dict(lr=lr, betas=betas, eps=eps, weight_decay=weight_decay)
        super().__init__(params, defaults)

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            beta1, beta2 = group["betas"]
            for w in group["params"]:
                if w.grad is None:
                    continue
                g = w.grad + group["weight_decay"] * w
                state = self.state[w]
                m = state.setdefault("m", torch.zeros_like(w))
                v = state.setdefault("v", torch.zeros_like(w))
                m.mul_(beta1).add_(g, alpha=1 - beta1)
                v.mul_(beta2).addcmul_(g, g, value=1 - beta2)
                w.addcdiv_(m, v.sqrt().add_(group["eps"]), value=-group["lr"])`;

export interface OptimizerCode {
  definitions: string[];
  /** `optimizer = …`, and the scheduler's line where there is one. */
  lines: string[];
  /** After `optimizer.step()`, each step; [] without a scheduler. */
  each: string[];
}

const MOMENTUM_NEEDED = "OneCycleLR"; // refuses an optimizer without momentum unless told to leave it alone

/** `parameters` is the expression of what is optimized: `model.parameters()`. */
export function optimizerCode(
  optimizer: TypedProgram,
  scheduler: TypedProgram | undefined,
  parameters: string,
  steps: number,
): OptimizerCode {
  const plain = optimizer.type === "Adam" && optimizer.bias_correction === false;
  const name = plain ? "UncorrectedAdam" : `torch.optim.${optimizer.type}`;
  const lines = [statement("optimizer", call(name, [parameters, ...writtenArguments(optimizer)]))];
  const each: string[] = [];
  if (scheduler) {
    const made = call(`torch.optim.lr_scheduler.${scheduler.type}`, ["optimizer", ...writtenArguments(scheduler)]);
    lines.push(statement("scheduler", made));
    // PyTorch refuses a step past the cycle's end.
    const ends = scheduler.type === MOMENTUM_NEEDED && Number(scheduler.total_steps) < steps;
    each.push(...(ends ? [`if step < ${scheduler.total_steps}:`, "    scheduler.step()"] : ["scheduler.step()"]));
  }
  return { definitions: plain ? [uncorrectedAdam] : [], lines, each };
}
