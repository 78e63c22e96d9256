// A run's checkpoint: what is in it, and going on from one.
#include <algorithm>

#include "base/text.hpp"
#include "training/checkpoint.hpp"
#include "training/run.hpp"

namespace livefig {
namespace {

Error foreign(Pieces message) { return {ErrorCode::BadCheckpoint, "checkpoint", message}; }

}  // namespace

std::vector<std::uint8_t> Run::checkpoint() const {
  CheckpointWriter out;
  out.text(write_program(program_).text());
  out.u64(objective_->data_hash());

  out.u64(state_.step);
  out.u64(state_.epoch);
  out.floats(std::span(&state_.loss, 1));
  out.u64(state_.diverged ? state_.diverged->step : 0);
  out.text(state_.diverged ? state_.diverged->layer : std::string());

  const Optimizer::Counters& counters = optimizer_->counters();
  out.f64(counters.steps);
  out.f64(counters.beta1_power);
  out.f64(counters.beta2_power);
  out.f64(counters.momentum_filled);
  out.f64(counters.beta1);
  out.f64(counters.beta2);
  out.floats(optimizer_memory_);
  out.floats(last_update());

  objective_->save(out);
  history_.save(out);
  return out.finish();
}

/// Reads everything behind the program and the hash, in the order of writing; false when it does not fit.
bool Run::load(CheckpointReader& in) {
  TrainState state;
  state.step = in.u64();
  state.epoch = in.u64();
  in.floats(std::span(&state.loss, 1));
  const std::uint64_t diverged_step = in.u64();
  std::string layer = in.text();
  if (diverged_step != 0) state.diverged = Divergence{diverged_step, std::move(layer)};

  Optimizer::Counters counters;
  counters.steps = in.f64();
  counters.beta1_power = in.f64();
  counters.beta2_power = in.f64();
  counters.momentum_filled = in.f64();
  counters.beta1 = in.f64();
  counters.beta2 = in.f64();
  in.floats(optimizer_memory_);
  in.floats(std::span(last_update_).first(watched_));
  if (!in.ok() || !objective_->restore(in) || !history_.restore(in) || !in.ok() || !in.at_end()) return false;
  optimizer_->set_counters(counters);
  state_ = std::move(state);
  return true;
}

Status Run::restore(std::span<const std::uint8_t> bytes) {
  Result<CheckpointReader> opened = CheckpointReader::open(bytes);
  if (!opened.ok()) return opened.error();
  CheckpointReader& in = opened.value();

  const Result<Program> program = parse_program(in.text());
  if (!program.ok()) return foreign({"holds a program that this engine refuses: ", program.error().text()});
  for (const Change& change : changes_between(program_, program.value())) {
    if (change.live == Live::no) return foreign({"belongs to another program: ", change.path, " differs"});
  }
  if (in.u64() != objective_->data_hash()) return foreign({"belongs to other data"});

  // Only reading tells whether the rest fits, so the way back is kept until it is done.
  const std::vector<std::uint8_t> way_back = checkpoint();
  if (load(in)) {
    if (Status fits = optimizer_->update(program.value().optimizer); fits.ok()) {
      adopt(program.value());
      return {};
    }
  }
  Result<CheckpointReader> back = CheckpointReader::open(way_back);
  back.value().text();
  back.value().u64();
  load(back.value());
  return foreign({"does not fit this run"});
}

}  // namespace livefig
