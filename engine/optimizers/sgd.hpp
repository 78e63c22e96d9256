// Stochastic gradient descent with momentum, Nesterov's form included.
#pragma once

#include "optimizers/optimizer.hpp"

namespace livefig {

/// As torch.optim.SGD (Sutskever et al. 2013 is the form of the momentum; the learning rate stands
/// outside it):
///   g ← g + weight_decay·p;  b ← momentum·b + (1 − dampening)·g, at first b = g;
///   p ← p − lr·b, or with nesterov p ← p − lr·(g + momentum·b).
class SGD final : public Optimizer {
 public:
  /// Floats of memory: n, kept without a momentum too, since a reader may switch it on.
  SGD(const SGDSpec& spec, std::size_t n, Out memory);

  static Status check(const SGDSpec& spec);

  std::string_view type() const override { return SGDSpec::type_name; }
  std::vector<StateBuffer> state() const override;
  void step(Out parameters, In gradients) override;
  Status update(const OptimizerSpec& spec) override;
  void set_rate(const Rate& rate) override;

 private:
  SGDSpec spec_;
  Out momentum_buffer_;
};

}  // namespace livefig
