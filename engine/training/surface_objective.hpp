// A 2-D test surface as a run's objective: its two parameters are the position.
#pragma once

#include <array>

#include "training/objective.hpp"
#include "training/surfaces.hpp"

namespace livefig {

class SurfaceObjective final : public Objective {
 public:
  SurfaceObjective(Surface surface, float x, float y);

  Surface surface() const { return surface_; }

  Out parameters() override { return position_; }
  In parameters() const override { return position_; }
  Out gradients() override { return gradient_; }
  In gradients() const override { return gradient_; }
  Value next() override;
  std::size_t epoch() const override { return 0; }
  std::string culprit() const override { return std::string(surface_name(surface_)); }
  float penalty() const override { return 0.0f; }

  /// Whatever the split: the value at the position, without an accuracy.
  Result<Evaluation> evaluate(std::string_view split) override;
  /// Values at positions (rows, 2).
  Result<std::vector<float>> predict(In inputs, std::size_t rows) override;

  /// One array, "position", shape (2).
  std::vector<NamedArray> named_parameters() const override;
  std::vector<NamedArray> state_dict() const override { return named_parameters(); }
  Status set_parameters(const std::vector<NamedArray>& list) override;
  Status load_state_dict(const std::vector<NamedArray>& list) override { return set_parameters(list); }

  void update(const Program&) override {}
  void save(CheckpointWriter& out) const override;
  bool restore(CheckpointReader& in) override;
  std::uint64_t data_hash() const override { return 0; }

 private:
  Surface surface_;
  std::array<float, 2> position_;
  std::array<float, 2> gradient_{};
};

}  // namespace livefig
