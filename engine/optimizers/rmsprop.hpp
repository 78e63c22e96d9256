// RMSprop: the gradient divided by a running root mean square of itself.
#pragma once

#include "optimizers/optimizer.hpp"

namespace livefig {

/// As torch.optim.RMSprop (Tieleman and Hinton 2012; centered: Graves 2013, arXiv:1308.0850):
///   g ← g + weight_decay·p;  v ← α·v + (1 − α)·g²;  centered: a ← α·a + (1 − α)·g and r = √(v −
///   a²), else r = √v; p ← p − lr·g/(r + eps), or with a momentum b ← momentum·b + g/(r + eps), p ←
///   p − lr·b.
class RMSprop final : public Optimizer {
 public:
  /// Floats of memory: 2n, or 3n when centered.
  RMSprop(const RMSpropSpec& spec, std::size_t n, Out memory);

  std::string_view type() const override { return RMSpropSpec::type_name; }
  std::vector<StateBuffer> state() const override;
  void step(Out parameters, In gradients) override;
  Status update(const OptimizerSpec& spec) override;
  void set_rate(const Rate& rate) override;

 private:
  template <bool centered, bool moves>
  void pass(Out parameters, In gradients);

  RMSpropSpec spec_;
  Out square_avg_;
  Out momentum_buffer_;
  Out grad_avg_;  // empty unless centered
};

}  // namespace livefig
