// AdamW: Adam whose weight decay shrinks the weights directly instead of passing through the
/// moments.
#pragma once

#include "optimizers/optimizer.hpp"

namespace livefig {

/// As torch.optim.AdamW (Loshchilov and Hutter 2019, algorithm 2; arXiv:1711.05101): p ← (1 −
/// lr·weight_decay)·p, then Adam's update with the bare gradient.
class AdamW final : public Optimizer {
 public:
  /// Floats of memory: 2n.
  AdamW(const AdamWSpec& spec, std::size_t n, Out memory);

  std::string_view type() const override { return AdamWSpec::type_name; }
  std::vector<StateBuffer> state() const override;
  void step(Out parameters, In gradients) override;
  Status update(const OptimizerSpec& spec) override;
  void set_rate(const Rate& rate) override;

 private:
  AdamWSpec spec_;
  Out exp_avg_;
  Out exp_avg_sq_;
};

}  // namespace livefig
