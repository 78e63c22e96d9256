// One program being trained: steps, measurements, live changes and checkpoints.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "data/data_store.hpp"
#include "data/dataset.hpp"
#include "optimizers/optimizer.hpp"
#include "program/program.hpp"
#include "training/history.hpp"
#include "training/named_array.hpp"
#include "training/objective.hpp"

namespace livefig {

/// A run may hold this much; a program that needs more is refused before anything is allocated.
inline constexpr std::uint64_t max_run_bytes = std::uint64_t{512} << 20;
/// Steps that one call of train() may ask for: a caller who wants to stay responsive asks for far fewer.
inline constexpr double max_steps_per_call = 1e9;

class CheckpointReader;

/// The caller's own data, for a program without a named set: its spans are copied.
struct CallerArrays {
  ArraySide training;
  ArraySide validation;
};

/// Where a number first was not finite: in computing that step, counted from 1, in that layer ("3.Linear").
struct Divergence {
  std::uint64_t step;
  std::string layer;
};

struct TrainState {
  std::uint64_t step = 0;   // updates made
  std::uint64_t epoch = 0;  // epochs begun
  float loss = 0.0f;        // the last batch's, before its update, penalty included
  std::optional<Divergence> diverged;
};

/// Everything but train(), set_parameters(), load_state_dict(), update() and restore() leaves the bits of the training
/// to come as they are.
class Run {
 public:
  /// Checks, estimates, then allocates; the generators are seeded as the contracts say. `arrays` are used when the
  /// program names no data set. Errors: as the program's parts give them; TooLarge, before anything large is allocated,
  /// at `data`, `batch_size` or the heaviest layer of `model`.
  static Result<std::unique_ptr<Run>> create(const Program& program, const DataStore& store,
                                             const CallerArrays* arrays = nullptr);
  /// The most bytes that a run takes, in being made or later, the second network for measurements included; what an
  /// answer needs on its way out is not. Errors: as create(); TooLarge only for what no machine could hold.
  static Result<std::uint64_t> estimate_bytes(const Program& program, const CallerArrays* arrays = nullptr);

  const Program& program() const { return program_; }
  /// What estimate_bytes() said of this run.
  std::uint64_t bytes() const { return bytes_; }

  /// Makes up to `steps` updates, fewer when the run diverges; none once it has. Allocates nothing per step.
  const TrainState& train(std::uint64_t steps);
  const TrainState& state() const { return state_; }
  const History& history() const { return history_; }

  Result<Evaluation> evaluate(std::string_view split) { return objective_->evaluate(split); }
  Result<std::vector<float>> predict(In inputs, std::size_t rows) { return objective_->predict(inputs, rows); }
  float penalty() const { return objective_->penalty(); }

  /// Frozen ones included.
  std::vector<NamedArray> parameters() const { return objective_->named_parameters(); }
  Status set_parameters(const std::vector<NamedArray>& list) { return objective_->set_parameters(list); }
  std::vector<NamedArray> state_dict() const { return objective_->state_dict(); }
  Status load_state_dict(const std::vector<NamedArray>& list) { return objective_->load_state_dict(list); }

  /// Takes over a whole program whose differences are all live, from the next step on.
  /// Errors: NeedsNewRun at the first field that is not; InvalidValue at `optimizer…`. Nothing changes then.
  Status update(const Program& next);

  /// All that decides the steps to come, and the history. Bytes of an equal run are equal.
  std::vector<std::uint8_t> checkpoint() const;
  /// Goes on from a checkpoint of a run of the same program and data. Live fields may differ: the checkpoint's come
  /// with it.
  /// Errors: BadCheckpoint; the run is unchanged then.
  Status restore(std::span<const std::uint8_t> bytes);

  /// For probes.
  Objective& objective() { return *objective_; }
  const Optimizer& optimizer() const { return *optimizer_; }
  /// The last update of the first few parameters: value after minus value before.
  In last_update() const { return std::span(last_update_).first(watched_); }

 private:
  static constexpr std::size_t most_watched = 16;

  Run(const Program& program, std::unique_ptr<Objective> objective, std::uint64_t bytes);

  Status prepare();
  bool step();
  void adopt(const Program& next);
  bool load(CheckpointReader& in);

  Program program_;
  std::unique_ptr<Objective> objective_;
  std::uint64_t bytes_;
  std::vector<float> optimizer_memory_;
  std::unique_ptr<Optimizer> optimizer_;
  History history_;
  TrainState state_;
  std::size_t watched_;
  std::array<float, most_watched> last_update_{};
};

}  // namespace livefig
