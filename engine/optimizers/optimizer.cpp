// Which class makes which optimizer, and how much it keeps.
#include "optimizers/optimizer.hpp"

#include <algorithm>

#include "optimizers/adam.hpp"
#include "optimizers/adamw.hpp"
#include "optimizers/rmsprop.hpp"
#include "optimizers/sgd.hpp"

namespace livefig {

std::size_t optimizer_floats(const OptimizerSpec& spec, std::size_t n) {
  if (std::holds_alternative<SGDSpec>(spec)) return n;
  if (const auto* rmsprop = std::get_if<RMSpropSpec>(&spec)) return (rmsprop->centered ? 3 : 2) * n;
  return 2 * n;
}

Result<std::unique_ptr<Optimizer>> make_optimizer(const OptimizerSpec& spec, std::size_t n, Out memory) {
  std::fill(memory.begin(), memory.end(), 0.0f);
  std::unique_ptr<Optimizer> made;
  if (const auto* sgd = std::get_if<SGDSpec>(&spec)) {
    if (Status fits = SGD::check(*sgd); !fits.ok()) return fits.error();
    made = std::make_unique<SGD>(*sgd, n, memory);
  } else if (const auto* rmsprop = std::get_if<RMSpropSpec>(&spec)) {
    made = std::make_unique<RMSprop>(*rmsprop, n, memory);
  } else if (const auto* adam = std::get_if<AdamSpec>(&spec)) {
    made = std::make_unique<Adam>(*adam, n, memory);
  } else if (const auto* adamw = std::get_if<AdamWSpec>(&spec)) {
    made = std::make_unique<AdamW>(*adamw, n, memory);
  }
  return made;
}

}  // namespace livefig
