// A second network with the run's parameters, so that measuring never touches what training goes on
/// from.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "network/loss.hpp"
#include "network/network.hpp"

namespace livefig {

/// Rows that an observer passes at a time.
inline constexpr std::size_t observed_rows = 256;

/// Same model, other memory: evaluation, predictions and probes pass through it, while the
/// activations, masks and gradients of the last training step stay in the run's own network.
class Observer {
 public:
  /// Errors: as Network::build().
  static Result<Observer> build(std::span<const LayerSpec> model, const Shape& input, std::uint64_t max_bytes);

  /// Takes the parameters and buffers of a network of the same model.
  void adopt(const Network& source);
  /// Takes over live fields.
  void update(std::span<const LayerSpec> model) { network_.update(model); }

  Network& network() { return network_; }

  /// Outputs in eval mode, (rows, output); inputs (rows, input), any number of rows.
  std::vector<float> outputs(In inputs, std::size_t rows);

  /// Mean loss over all rows, without the penalty, and the share classified correctly.
  struct Score {
    float loss;
    std::optional<double> accuracy;
  };
  Score score(const LossSpec& loss, In inputs, const Targets& targets, std::size_t rows);

 private:
  explicit Observer(Network network) : network_(std::move(network)) {}

  Network network_;
};

}  // namespace livefig
