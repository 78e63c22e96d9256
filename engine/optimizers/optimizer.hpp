// What every optimizer does: one pass over flat parameters, with its state in flat buffers of the
/// same length.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "kernels/span.hpp"
#include "optimizers/optimizer_spec.hpp"
#include "optimizers/schedule.hpp"

namespace livefig {

/// One buffer of an optimizer's memory, named as in torch.optim's state ("exp_avg"); as long as the
/// parameters.
struct StateBuffer {
  std::string_view name;
  Out values;
};

/// Each optimizer follows the order of operations of torch.optim's single-tensor implementation, in
/// float32 with scalars computed in double and rounded once. Subnormal numbers in parameters and
/// state become 0.
class Optimizer {
 public:
  /// What besides the buffers lasts from step to step: steps made, β1^t and β2^t of the last step
  /// (running products, started anew when a β changes, for torch takes the present β^t) with the β
  /// they are of, and whether the momentum buffer was filled.
  struct Counters {
    double steps = 0.0;
    double beta1_power = 1.0;
    double beta2_power = 1.0;
    double momentum_filled = 0.0;
    double beta1 = 0.0;
    double beta2 = 0.0;
  };

  virtual ~Optimizer() = default;

  virtual std::string_view type() const = 0;
  /// The buffers in use with the present arguments: what a reader can look at.
  virtual std::vector<StateBuffer> state() const = 0;
  /// One update. Shapes: parameters (n), gradients (n).
  virtual void step(Out parameters, In gradients) = 0;
  /// Takes new arguments of the same type. Errors: InvalidValue at `optimizer.nesterov`,
  /// NeedsNewRun.
  virtual Status update(const OptimizerSpec& spec) = 0;
  /// What a schedule says of the next step. The momentum is β1 in Adam and AdamW.
  virtual void set_rate(const Rate& rate) = 0;

  const Counters& counters() const { return counters_; }
  void set_counters(const Counters& counters) { counters_ = counters; }

 protected:
  Counters counters_;
};

/// Floats that an optimizer keeps for n parameters.
std::size_t optimizer_floats(const OptimizerSpec& spec, std::size_t n);

/// `memory` holds optimizer_floats(spec, n) floats, which are set to 0, and must outlive the
/// optimizer. Errors: InvalidValue at `optimizer.nesterov` when nesterov lacks a momentum or has a
/// dampening.
Result<std::unique_ptr<Optimizer>> make_optimizer(const OptimizerSpec& spec, std::size_t n, Out memory);

}  // namespace livefig
