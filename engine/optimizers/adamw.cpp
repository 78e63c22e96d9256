// The update of AdamW.
#include "optimizers/adamw.hpp"

#include "optimizers/adam_moments.hpp"
#include "optimizers/sweep.hpp"

namespace livefig {

AdamW::AdamW(const AdamWSpec& spec, std::size_t n, Out memory)
    : spec_(spec), exp_avg_(memory.first(n)), exp_avg_sq_(memory.subspan(n, n)) {}

std::vector<StateBuffer> AdamW::state() const { return {{"exp_avg", exp_avg_}, {"exp_avg_sq", exp_avg_sq_}}; }

void AdamW::step(Out parameters, In gradients) {
  const AdamMoments moments(counters_, spec_.betas, spec_.lr, spec_.eps, true);
  const f32x4 kept = splat4(static_cast<float>(1.0 - spec_.lr * spec_.weight_decay));
  sweep<2>(parameters, gradients, {exp_avg_.data(), exp_avg_sq_.data()}, [=](f32x4& p, f32x4 g, auto& state) {
    p = p * kept;
    moments.update(p, g, state[0], state[1]);
  });
}

Status AdamW::update(const OptimizerSpec& spec) {
  const auto* given = std::get_if<AdamWSpec>(&spec);
  if (given == nullptr) return Error{ErrorCode::NeedsNewRun, "optimizer.type", "cannot change live"};
  spec_ = *given;
  return {};
}

void AdamW::set_rate(const Rate& rate) {
  spec_.lr = rate.lr;
  if (rate.momentum) spec_.betas[0] = *rate.momentum;
}

}  // namespace livefig
