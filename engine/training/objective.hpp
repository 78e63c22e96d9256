// What a run descends: a loss and its gradient over flat parameters, from a network on batches or a
/// test surface.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "kernels/span.hpp"
#include "training/named_array.hpp"

namespace livefig {

class CheckpointReader;
class CheckpointWriter;
class NetworkObjective;
struct Program;

/// Mean over a whole split, in eval mode, without the penalty. `accuracy` is 0 to 1, empty for
/// regression.
struct Evaluation {
  float loss;
  std::optional<double> accuracy;
};

class Objective {
 public:
  /// `loss` includes the penalty.
  struct Value {
    float loss;
    float penalty;
  };

  virtual ~Objective() = default;

  /// What is trained, without frozen parameters: as long as gradients().
  virtual Out parameters() = 0;
  virtual In parameters() const = 0;
  virtual Out gradients() = 0;
  virtual In gradients() const = 0;
  /// Draws the next batch and computes its loss and gradients(). Allocates nothing.
  virtual Value next() = 0;
  /// Epochs begun.
  virtual std::size_t epoch() const = 0;
  /// After next() gave or left something that is not finite: the first layer that held it
  /// ("3.Linear").
  virtual std::string culprit() const = 0;
  /// Penalty at the present parameters.
  virtual float penalty() const = 0;

  /// These leave everything that training depends on as it was. Errors: UnknownName at `evaluate`
  /// for a split that is neither "train" nor "validation", BadData for one without rows;
  /// ShapeMismatch or BadData at `predict`.
  virtual Result<Evaluation> evaluate(std::string_view split) = 0;
  virtual Result<std::vector<float>> predict(In inputs, std::size_t rows) = 0;

  /// In named_parameters() and state_dict() order.
  virtual std::vector<NamedArray> named_parameters() const = 0;
  virtual std::vector<NamedArray> state_dict() const = 0;
  /// All or nothing. Errors: UnknownName, MissingField, ShapeMismatch, BadData, `where` = the
  /// entry's name.
  virtual Status set_parameters(const std::vector<NamedArray>& list) = 0;
  virtual Status load_state_dict(const std::vector<NamedArray>& list) = 0;

  /// Takes over live fields; the caller has made sure that no others differ.
  virtual void update(const Program& program) = 0;

  virtual void save(CheckpointWriter& out) const = 0;
  /// False when the bytes do not fit; what was restored by then stays, so the caller keeps a copy.
  virtual bool restore(CheckpointReader& in) = 0;
  /// Hash of what is trained on, so that a checkpoint finds only its own data.
  virtual std::uint64_t data_hash() const = 0;

  /// The network behind it, or nullptr on a surface: what most probes look into.
  virtual NetworkObjective* network() { return nullptr; }
};

}  // namespace livefig
