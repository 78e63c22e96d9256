// Making a run, stepping it and changing it while it lives.
#include "training/run.hpp"

#include <algorithm>
#include <cmath>

#include "base/number_text.hpp"
#include "kernels/reduce.hpp"
#include "training/network_objective.hpp"
#include "training/run_parts.hpp"
#include "training/run_size.hpp"
#include "training/surface_objective.hpp"

namespace livefig {

Result<std::unique_ptr<Run>> Run::create(const Program& program, const DataStore& store, const CallerArrays* arrays) {
  const Result<RunSize> size = size_of_run(program, arrays);
  if (!size.ok()) return size.error();
  if (Status fits = check_memory(size.value()); !fits.ok()) return fits.error();
  Result<std::unique_ptr<Objective>> objective = make_objective(program, store, arrays);
  if (!objective.ok()) return objective.error();
  std::unique_ptr<Run> run(new Run(program, objective.take(), size.value().total()));
  if (Status made = run->prepare(); !made.ok()) return made.error();
  return run;
}

Result<std::uint64_t> Run::estimate_bytes(const Program& program, const CallerArrays* arrays) {
  const Result<RunSize> size = size_of_run(program, arrays);
  if (!size.ok()) return size.error();
  return size.value().total();
}

Run::Run(const Program& program, std::unique_ptr<Objective> objective, std::uint64_t bytes)
    : program_(program),
      objective_(std::move(objective)),
      bytes_(bytes),
      optimizer_memory_(optimizer_floats(program.optimizer, objective_->parameters().size())),
      history_(program.surface.has_value()),
      watched_(std::min(most_watched, objective_->parameters().size())) {}

Status Run::prepare() {
  Result<std::unique_ptr<Optimizer>> made =
      make_optimizer(program_.optimizer, objective_->parameters().size(), optimizer_memory_);
  if (!made.ok()) return made.error();
  optimizer_ = made.take();
  if (history_.path()) {
    const In start = objective_->parameters();
    history_.record({.step = 0,
                     .epoch = 0,
                     .loss = objective_->next().loss,
                     .penalty = 0.0f,
                     .lr = static_cast<float>(rate_at(program_.scheduler, program_.optimizer, 0).lr),
                     .x = start[0],
                     .y = start[1]});
  }
  return {};
}

const TrainState& Run::train(std::uint64_t steps) {
  while (steps-- > 0 && !state_.diverged && step()) {
  }
  return state_;
}

bool Run::step() {
  const Objective::Value value = objective_->next();
  state_.epoch = objective_->epoch();
  state_.loss = value.loss;
  if (!std::isfinite(value.loss) || !all_finite(objective_->gradients())) {
    // Which NaN it is differs between machines.
    if (std::isnan(value.loss)) state_.loss = std::numeric_limits<float>::quiet_NaN();
    state_.diverged = Divergence{state_.step + 1, objective_->culprit()};
    return false;
  }
  if (program_.clip_grad_norm) clip_grad_norm(objective_->gradients(), *program_.clip_grad_norm);
  const Rate rate = rate_at(program_.scheduler, program_.optimizer, state_.step);
  if (program_.scheduler.index() != 0) optimizer_->set_rate(rate);
  const Out parameters = objective_->parameters();
  std::array<float, most_watched> before{};
  std::copy_n(parameters.begin(), watched_, before.begin());
  optimizer_->step(parameters, objective_->gradients());
  for (std::size_t i = 0; i < watched_; ++i) last_update_[i] = parameters[i] - before[i];
  ++state_.step;

  HistoryRow row{.step = state_.step,
                 .epoch = state_.epoch,
                 .loss = value.loss,
                 .penalty = value.penalty,
                 .lr = static_cast<float>(rate.lr)};
  if (history_.path()) {
    row.x = parameters[0];
    row.y = parameters[1];
  }
  history_.record(row);
  return true;
}

Status Run::update(const Program& next) {
  for (const Change& change : changes_between(program_, next)) {
    if (change.live == Live::no) {
      return Error{ErrorCode::NeedsNewRun, change.path, "cannot change while the run lives"};
    }
  }
  if (Status fits = optimizer_->update(next.optimizer); !fits.ok()) return fits;
  adopt(next);
  return {};
}

/// What cannot fail, once the optimizer has agreed.
void Run::adopt(const Program& next) {
  program_ = Program(next);  // assigning element by element would be code of its own
  objective_->update(program_);
}

}  // namespace livefig
