// What a network's output is compared by, and the explicit L2 penalty.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <variant>

#include "base/fields.hpp"
#include "base/result.hpp"
#include "kernels/span.hpp"
#include "network/network.hpp"

namespace livefig {

// Every loss has `l2`: λ·Σw² over the weights of Linear and Conv layers is added; its gradient is 2λw.

struct MSELossSpec {
  static constexpr std::string_view type_name = "MSELoss";
  double l2 = 0;
  void fields(FieldVisitor& visit) { visit.number({"l2", Live::yes}, l2, Range::from(0)); }
};
struct L1LossSpec {
  static constexpr std::string_view type_name = "L1Loss";
  double l2 = 0;
  void fields(FieldVisitor& visit) { visit.number({"l2", Live::yes}, l2, Range::from(0)); }
};
struct HuberLossSpec {
  static constexpr std::string_view type_name = "HuberLoss";
  double delta = 1;
  double l2 = 0;
  void fields(FieldVisitor& visit) {
    visit.number({"delta", Live::yes}, delta, Range::above(0));
    visit.number({"l2", Live::yes}, l2, Range::from(0));
  }
};
struct BCEWithLogitsLossSpec {
  static constexpr std::string_view type_name = "BCEWithLogitsLoss";
  double l2 = 0;
  void fields(FieldVisitor& visit) { visit.number({"l2", Live::yes}, l2, Range::from(0)); }
};
struct CrossEntropyLossSpec {
  static constexpr std::string_view type_name = "CrossEntropyLoss";
  double l2 = 0;
  void fields(FieldVisitor& visit) { visit.number({"l2", Live::yes}, l2, Range::from(0)); }
};

using LossSpec = std::variant<MSELossSpec, L1LossSpec, HuberLossSpec, BCEWithLogitsLossSpec, CrossEntropyLossSpec>;

std::string_view loss_name(const LossSpec& loss);
double l2_of(const LossSpec& loss);

/// What a loss takes as targets: one class per row, or as many values as the output has.
enum class TargetKind { classes, values };
TargetKind target_kind(const LossSpec& loss);

/// The targets of some rows; the loss reads the one of its kind.
struct Targets {
  std::span<const std::int32_t> classes;  // (rows)
  In values;                              // (rows, output)
};

/// Can this loss compare outputs of this shape (of one row) with targets of that kind? `target_shape` is one row's,
/// for values. Classes under a loss of values need a single output, and are the values 0, 1, … then.
/// Errors: ShapeMismatch at `loss` or `model`.
Status check_loss(const LossSpec& loss, const Shape& output, TargetKind given, const Shape& target_shape);

/// Mean over the rows (and over the outputs, for all but CrossEntropyLoss), penalty not included.
/// outputs are (rows, width), logits where the loss takes logits. Classes must lie below width.
float loss_value(const LossSpec& loss, In outputs, const Targets& targets, std::size_t rows, std::size_t width);
/// The same, and its gradient with respect to outputs into doutputs (rows, width).
float loss_gradient(const LossSpec& loss, In outputs, const Targets& targets, std::size_t rows, std::size_t width,
                    Out doutputs);

/// Rows classified correctly: the largest logit's class; for BCEWithLogitsLoss every output on its target's side of
/// one half. Empty for regression.
std::optional<std::size_t> correct_rows(const LossSpec& loss, In outputs, const Targets& targets, std::size_t rows,
                                        std::size_t width);

/// Σw² over all decaying parameters; times l2 it is the penalty.
float squared_weights(const Network& network);
/// Adds 2·l2·w to the gradients of all decaying parameters that are not frozen.
void add_penalty_gradient(Network& network, double l2);

}  // namespace livefig
