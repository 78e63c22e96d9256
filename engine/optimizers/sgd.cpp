// The update of SGD.
#include "optimizers/sgd.hpp"

#include "optimizers/sweep.hpp"

namespace livefig {

SGD::SGD(const SGDSpec& spec, std::size_t n, Out memory) : spec_(spec), momentum_buffer_(memory.first(n)) {}

Status SGD::check(const SGDSpec& spec) {
  if (spec.nesterov && (spec.momentum <= 0.0 || spec.dampening != 0.0)) {
    return Error{ErrorCode::InvalidValue, "optimizer.nesterov", "needs a momentum above 0 and a dampening of 0"};
  }
  return {};
}

std::vector<StateBuffer> SGD::state() const {
  if (spec_.momentum == 0.0) return {};
  return {{"momentum_buffer", momentum_buffer_}};
}

void SGD::step(Out parameters, In gradients) {
  counters_.steps += 1.0;
  const f32x4 minus_lr = splat4(static_cast<float>(-spec_.lr));
  const f32x4 decay = splat4(static_cast<float>(spec_.weight_decay));
  const bool decays = spec_.weight_decay != 0.0;

  if (spec_.momentum == 0.0) {
    sweep<0>(parameters, gradients, {}, [=](f32x4& p, f32x4 g, auto&) {
      if (decays) g = g + decay * p;
      p = p + minus_lr * g;
    });
    return;
  }

  const f32x4 momentum = splat4(static_cast<float>(spec_.momentum));
  const f32x4 share = splat4(static_cast<float>(1.0 - spec_.dampening));
  const bool first = counters_.momentum_filled == 0.0;
  const bool nesterov = spec_.nesterov;
  sweep<1>(parameters, gradients, {momentum_buffer_.data()}, [=](f32x4& p, f32x4 g, auto& state) {
    f32x4& buffer = state[0];
    if (decays) g = g + decay * p;
    buffer = first ? g : momentum * buffer + share * g;
    p = p + minus_lr * (nesterov ? g + momentum * buffer : buffer);
  });
  counters_.momentum_filled = 1.0;
}

Status SGD::update(const OptimizerSpec& spec) {
  const auto* given = std::get_if<SGDSpec>(&spec);
  if (given == nullptr) return Error{ErrorCode::NeedsNewRun, "optimizer.type", "cannot change live"};
  if (Status fits = check(*given); !fits.ok()) return fits;
  spec_ = *given;
  return {};
}

void SGD::set_rate(const Rate& rate) {
  spec_.lr = rate.lr;
  if (rate.momentum) spec_.momentum = *rate.momentum;
}

}  // namespace livefig
