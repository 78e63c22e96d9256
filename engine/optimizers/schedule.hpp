// Learning-rate schedules as a program gives them: torch.optim.lr_scheduler's names, arguments and defaults.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/fields.hpp"
#include "optimizers/optimizer_spec.hpp"

namespace livefig {

// A schedule advances once per training step. Here t is the number of updates made before, and lr the optimizer's own
// rate, the schedule's base: changing it live changes the whole curve.

/// lr·gamma^⌊t / step_size⌋
struct StepLRSpec {
  static constexpr std::string_view type_name = "StepLR";
  std::int64_t step_size = 1;
  double gamma = 0.1;

  void fields(FieldVisitor& visit) {
    visit.integer({"step_size", Need::required}, step_size, sizes);
    visit.number("gamma", gamma, Range::from(0));
  }
};

/// lr times a factor that goes from start_factor to end_factor within total_iters steps and stays there.
struct LinearLRSpec {
  static constexpr std::string_view type_name = "LinearLR";
  double start_factor = 1.0 / 3;
  double end_factor = 1;
  std::int64_t total_iters = 5;

  void fields(FieldVisitor& visit) {
    visit.number("start_factor", start_factor, Range::above(0).to(1));
    visit.number("end_factor", end_factor, Range::from(0).to(1));
    visit.integer("total_iters", total_iters, sizes);
  }
};

/// eta_min + ½(lr − eta_min)(1 + cos(πt / T_max)), which rises again after T_max   (Loshchilov and Hutter 2017, eq. 5)
struct CosineAnnealingLRSpec {
  static constexpr std::string_view type_name = "CosineAnnealingLR";
  std::int64_t T_max = 1;
  double eta_min = 0;

  void fields(FieldVisitor& visit) {
    visit.integer({"T_max", Need::required}, T_max, sizes);
    visit.number("eta_min", eta_min, Range::from(0));
  }
};

/// Up to max_lr and down again; the momentum (beta1 of Adam and AdamW) moves the other way. The optimizer's own rate,
/// and with cycle_momentum its momentum, are not used. From total_steps on, where torch raises an error, the last
/// rate and momentum stay.   (Smith and Topin 2018, arXiv:1708.07120)
struct OneCycleLRSpec {
  static constexpr std::string_view type_name = "OneCycleLR";
  static constexpr std::array<std::string_view, 2> strategies{"cos", "linear"};
  double max_lr = 0;
  std::int64_t total_steps = 1;
  double pct_start = 0.3;
  std::string_view anneal_strategy = "cos";
  bool cycle_momentum = true;
  double base_momentum = 0.85;
  double max_momentum = 0.95;
  double div_factor = 25;
  double final_div_factor = 1e4;
  bool three_phase = false;

  void fields(FieldVisitor& visit) {
    visit.number({"max_lr", Live::yes, Need::required}, max_lr, Range::from(0));
    visit.integer({"total_steps", Need::required}, total_steps, sizes);
    visit.number("pct_start", pct_start, Range::from(0).to(1));
    visit.choice("anneal_strategy", anneal_strategy, strategies);
    visit.flag("cycle_momentum", cycle_momentum);
    visit.number("base_momentum", base_momentum, Range::from(0).below(1));
    visit.number("max_momentum", max_momentum, Range::from(0).below(1));
    visit.number("div_factor", div_factor, Range::above(0));
    visit.number("final_div_factor", final_div_factor, Range::above(0));
    visit.flag("three_phase", three_phase);
  }
};

using SchedulerSpec = std::variant<std::monostate, StepLRSpec, LinearLRSpec, CosineAnnealingLRSpec, OneCycleLRSpec>;

/// What holds for one step; without a momentum the optimizer keeps its own.
struct Rate {
  double lr;
  std::optional<double> momentum;
};

/// The rate of the update that follows `updates` others: a function of nothing else, so a schedule has no state. In
/// double; torch multiplies from step to step, which gives the same to 1e-12.
Rate rate_at(const SchedulerSpec& scheduler, const OptimizerSpec& optimizer, std::uint64_t updates);

}  // namespace livefig
