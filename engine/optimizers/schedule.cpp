// The closed forms of torch.optim.lr_scheduler (1.13), in the order of its operations.
#include "optimizers/schedule.hpp"

#include <algorithm>

#include "base/elementary.hpp"
#include "optimizers/power.hpp"

namespace livefig {
namespace {

constexpr double pi = 0x1.921fb54442d18p+1;

double at(const StepLRSpec& spec, double base, std::uint64_t t) {
  return base * power(spec.gamma, t / static_cast<std::uint64_t>(spec.step_size));
}

double at(const LinearLRSpec& spec, double base, std::uint64_t t) {
  const auto total = static_cast<std::uint64_t>(spec.total_iters);
  const auto done = static_cast<double>(std::min(t, total));
  return base * (spec.start_factor + (spec.end_factor - spec.start_factor) * done / static_cast<double>(total));
}

double at(const CosineAnnealingLRSpec& spec, double base, std::uint64_t t) {
  // One period's angle, however long the run: cos would lose digits far out.
  const auto half = static_cast<std::uint64_t>(spec.T_max);
  const double angle = pi * static_cast<double>(t % (2 * half)) / static_cast<double>(half);
  return spec.eta_min + (base - spec.eta_min) * (1 + elementary::cos(angle)) / 2;
}

/// From `start` to `end` as pct goes from 0 to 1.
double anneal(const OneCycleLRSpec& spec, double start, double end, double pct) {
  if (spec.anneal_strategy == "linear") return (end - start) * pct + start;
  return end + (start - end) / 2 * (elementary::cos(pi * pct) + 1);
}

Rate at(const OneCycleLRSpec& spec, std::uint64_t t) {
  const auto total = static_cast<double>(spec.total_steps);
  const double step = std::min(static_cast<double>(t), total - 1);
  const double low = spec.max_lr / spec.div_factor;
  const double lowest = low / spec.final_div_factor;
  struct Phase {
    double end, from_lr, to_lr, from_momentum, to_momentum;
  };
  const double slow = spec.max_momentum, quick = spec.base_momentum;
  const std::array<Phase, 3> phases{Phase{spec.pct_start * total - 1, low, spec.max_lr, slow, quick},
                                    spec.three_phase
                                        ? Phase{2 * spec.pct_start * total - 2, spec.max_lr, low, quick, slow}
                                        : Phase{total - 1, spec.max_lr, lowest, quick, slow},
                                    Phase{total - 1, low, lowest, slow, slow}};
  const std::size_t last = spec.three_phase ? 2 : 1;
  std::size_t i = 0;
  while (i < last && step > phases[i].end) ++i;
  const Phase& phase = phases[i];
  const double begin = i == 0 ? 0 : phases[i - 1].end;
  // A phase without length is at its end.
  const double pct = phase.end > begin ? (step - begin) / (phase.end - begin) : 1;
  Rate rate{anneal(spec, phase.from_lr, phase.to_lr, pct), {}};
  if (spec.cycle_momentum) rate.momentum = anneal(spec, phase.from_momentum, phase.to_momentum, pct);
  return rate;
}

}  // namespace

Rate rate_at(const SchedulerSpec& scheduler, const OptimizerSpec& optimizer, std::uint64_t updates) {
  const double base = std::visit([](const auto& spec) { return spec.lr; }, optimizer);
  if (const auto* spec = std::get_if<StepLRSpec>(&scheduler)) return {at(*spec, base, updates), {}};
  if (const auto* spec = std::get_if<LinearLRSpec>(&scheduler)) return {at(*spec, base, updates), {}};
  if (const auto* spec = std::get_if<CosineAnnealingLRSpec>(&scheduler)) return {at(*spec, base, updates), {}};
  if (const auto* spec = std::get_if<OneCycleLRSpec>(&scheduler)) return at(*spec, updates);
  return {base, {}};
}

}  // namespace livefig
