// The update of RMSprop.
#include "optimizers/rmsprop.hpp"

#include "optimizers/sweep.hpp"

namespace livefig {

RMSprop::RMSprop(const RMSpropSpec& spec, std::size_t n, Out memory)
    : spec_(spec),
      square_avg_(memory.first(n)),
      momentum_buffer_(memory.subspan(n, n)),
      grad_avg_(spec.centered ? memory.subspan(2 * n, n) : Out{}) {}

std::vector<StateBuffer> RMSprop::state() const {
  std::vector<StateBuffer> buffers{{"square_avg", square_avg_}};
  if (spec_.momentum > 0.0) buffers.push_back({"momentum_buffer", momentum_buffer_});
  if (spec_.centered) buffers.push_back({"grad_avg", grad_avg_});
  return buffers;
}

template <bool centered, bool moves>
void RMSprop::pass(Out parameters, In gradients) {
  const f32x4 minus_lr = splat4(static_cast<float>(-spec_.lr));
  const f32x4 alpha = splat4(static_cast<float>(spec_.alpha));
  const f32x4 share = splat4(static_cast<float>(1.0 - spec_.alpha));
  const f32x4 eps = splat4(static_cast<float>(spec_.eps));
  const f32x4 momentum = splat4(static_cast<float>(spec_.momentum));
  const f32x4 decay = splat4(static_cast<float>(spec_.weight_decay));
  const bool decays = spec_.weight_decay != 0.0;

  // Only the buffers in use pass through the cache.
  std::array<float*, 1 + centered + moves> buffers{square_avg_.data()};
  if constexpr (centered) buffers[1] = grad_avg_.data();
  if constexpr (moves) buffers[1 + centered] = momentum_buffer_.data();

  sweep<1 + centered + moves>(parameters, gradients, buffers, [=](f32x4& p, f32x4 g, auto& state) {
    if (decays) g = g + decay * p;
    state[0] = alpha * state[0] + (share * g) * g;
    f32x4 variance = state[0];
    if constexpr (centered) {
      state[1] = alpha * state[1] + share * g;
      variance = variance - state[1] * state[1];
    }
    const f32x4 size = xsimd::sqrt(variance) + eps;
    if constexpr (moves) {
      f32x4& buffer = state[1 + centered];
      buffer = momentum * buffer + g / size;
      p = p + minus_lr * buffer;
    } else {
      p = p + (minus_lr * g) / size;
    }
  });
}

void RMSprop::step(Out parameters, In gradients) {
  counters_.steps += 1.0;
  const bool moves = spec_.momentum > 0.0;
  if (spec_.centered) {
    moves ? pass<true, true>(parameters, gradients) : pass<true, false>(parameters, gradients);
  } else {
    moves ? pass<false, true>(parameters, gradients) : pass<false, false>(parameters, gradients);
  }
}

Status RMSprop::update(const OptimizerSpec& spec) {
  const auto* given = std::get_if<RMSpropSpec>(&spec);
  if (given == nullptr) return Error{ErrorCode::NeedsNewRun, "optimizer.type", "cannot change live"};
  if (given->centered != spec_.centered) {
    return Error{ErrorCode::NeedsNewRun, "optimizer.centered", "cannot change live"};
  }
  spec_ = *given;
  return {};
}

void RMSprop::set_rate(const Rate& rate) {
  spec_.lr = rate.lr;
  if (rate.momentum) spec_.momentum = *rate.momentum;
}

}  // namespace livefig
