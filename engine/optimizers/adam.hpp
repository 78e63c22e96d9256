// Adam: momentum divided by a running root mean square of the gradient, both corrected for their
/// start at zero.
#pragma once

#include "optimizers/optimizer.hpp"

namespace livefig {

/// As torch.optim.Adam (Kingma and Ba 2015, algorithm 1; arXiv:1412.6980):
///   g ← g + weight_decay·p;  m ← β1·m + (1 − β1)·g;  v ← β2·v + (1 − β2)·g²;
///   p ← p − lr/(1 − β1^t)·m/(√v/√(1 − β2^t) + eps). Without bias_correction both corrections
///   are 1.
class Adam final : public Optimizer {
 public:
  /// Floats of memory: 2n.
  Adam(const AdamSpec& spec, std::size_t n, Out memory);

  std::string_view type() const override { return AdamSpec::type_name; }
  std::vector<StateBuffer> state() const override;
  void step(Out parameters, In gradients) override;
  Status update(const OptimizerSpec& spec) override;
  void set_rate(const Rate& rate) override;

 private:
  AdamSpec spec_;
  Out exp_avg_;
  Out exp_avg_sq_;
};

}  // namespace livefig
