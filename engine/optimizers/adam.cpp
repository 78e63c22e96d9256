// The update of Adam.
#include "optimizers/adam.hpp"

#include "optimizers/adam_moments.hpp"
#include "optimizers/sweep.hpp"

namespace livefig {

Adam::Adam(const AdamSpec& spec, std::size_t n, Out memory)
    : spec_(spec), exp_avg_(memory.first(n)), exp_avg_sq_(memory.subspan(n, n)) {}

std::vector<StateBuffer> Adam::state() const { return {{"exp_avg", exp_avg_}, {"exp_avg_sq", exp_avg_sq_}}; }

void Adam::step(Out parameters, In gradients) {
  const AdamMoments moments(counters_, spec_.betas, spec_.lr, spec_.eps, spec_.bias_correction);
  const f32x4 decay = splat4(static_cast<float>(spec_.weight_decay));
  const bool decays = spec_.weight_decay != 0.0;
  sweep<2>(parameters, gradients, {exp_avg_.data(), exp_avg_sq_.data()}, [=](f32x4& p, f32x4 g, auto& state) {
    if (decays) g = g + decay * p;
    moments.update(p, g, state[0], state[1]);
  });
}

Status Adam::update(const OptimizerSpec& spec) {
  const auto* given = std::get_if<AdamSpec>(&spec);
  if (given == nullptr) return Error{ErrorCode::NeedsNewRun, "optimizer.type", "cannot change live"};
  spec_ = *given;
  return {};
}

void Adam::set_rate(const Rate& rate) {
  spec_.lr = rate.lr;
  if (rate.momentum) spec_.betas[0] = *rate.momentum;
}

}  // namespace livefig
