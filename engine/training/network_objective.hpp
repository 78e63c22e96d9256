// A network on batches as a run's objective: data, loader, dropout stream, forward, loss, backward.
#pragma once

#include <memory>
#include <optional>

#include "data/dataset.hpp"
#include "data/loader.hpp"
#include "network/loss.hpp"
#include "network/network.hpp"
#include "random/generator.hpp"
#include "training/objective.hpp"
#include "training/observer.hpp"

namespace livefig {

/// What a network objective is made of; `data` is drawn or checked already.
struct NetworkPlan {
  std::span<const LayerSpec> model;
  LossSpec loss;
  LoaderOptions loader;  // its seed is also that of initialization and dropout
  std::uint64_t max_bytes;
};

class NetworkObjective final : public Objective {
 public:
  /// Builds and initializes. Streams as torch: manual_seed(seed) draws the initial parameters and then the dropout
  /// masks; shuffling has its own Generator(seed). Errors: those of Network::build() and check_loss(); InvalidValue at
  /// `batch_size` when a layer would be trained on too few rows, at `drop_last` when it leaves no batch.
  static Result<std::unique_ptr<NetworkObjective>> create(const NetworkPlan& plan, Dataset data);

  Out parameters() override { return network_.trained(); }
  In parameters() const override { return network_.trained(); }
  Out gradients() override { return network_.gradients(); }
  In gradients() const override { return network_.gradients(); }
  Value next() override;
  std::size_t epoch() const override { return loader_.epoch(); }
  std::string culprit() const override;
  float penalty() const override;

  Result<Evaluation> evaluate(std::string_view split) override;
  Result<std::vector<float>> predict(In inputs, std::size_t rows) override;

  std::vector<NamedArray> named_parameters() const override;
  std::vector<NamedArray> state_dict() const override;
  Status set_parameters(const std::vector<NamedArray>& list) override;
  Status load_state_dict(const std::vector<NamedArray>& list) override;

  void update(const Program& program) override;
  void save(CheckpointWriter& out) const override;
  bool restore(CheckpointReader& in) override;
  std::uint64_t data_hash() const override;
  NetworkObjective* network() override { return this; }

  /// The network that trains, as the last step left it: read only.
  const Network& trained() const { return network_; }
  const Dataset& data() const { return data_; }
  std::span<const LayerSpec> model() const { return model_; }
  const LossSpec& loss() const { return loss_; }
  const Generator& generator() const { return generator_; }
  /// Rows of the training split that the last batch held; none before the first and just after a restore.
  std::span<const std::int32_t> last_rows() const { return loader_.last_rows(); }
  /// The side of that name. Errors: UnknownName, BadData when it has no rows; `where` is given by the caller.
  Result<const Split*> split(std::string_view name, std::string_view where) const;
  /// The second network, with the present parameters and buffers. Built when first asked for. Errors: TooLarge.
  Result<Observer*> observe();

 private:
  NetworkObjective(Network network, Dataset data, const NetworkPlan& plan);

  std::vector<LayerSpec> model_;
  LossSpec loss_;
  std::uint64_t max_bytes_;
  Dataset data_;
  mutable std::optional<std::uint64_t> data_hash_;  // computed when first asked for
  Network network_;
  std::unique_ptr<Observer> observer_;
  Generator generator_;
  Loader loader_;
  std::size_t width_;            // of one output row
  std::vector<float> doutputs_;  // (batch, width)
};

}  // namespace livefig
