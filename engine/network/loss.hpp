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

using LossSpec = std::variant<MSELossSpec, BCEWithLogitsLossSpec, CrossEntropyLossSpec>;

std::string_view loss_name(const LossSpec& loss);
double l2_of(const LossSpec& loss);
void set_l2(LossSpec& loss, double l2);

/// What a loss takes as targets: one class per row, or as many values as the output has.
enum class TargetKind { classes, values };
TargetKind target_kind(const LossSpec& loss);

/// The targets of some rows; the loss reads the one of its kind.
struct Targets {
  std::span<const std::int32_t> classes;  // (rows)
  In values;                              // (rows, output)
};

/// Can this loss compare outputs of this shape (of one row) with such targets? `classes` is the number of classes, 0
/// for targets that are values; `target_width` the values per row, 0 for classes. Two classes under a loss of values
/// with a single output are taken as the values 0 and 1 (see class_values).
/// Errors: ShapeMismatch at `loss` or `model`.
Status check_loss(const LossSpec& loss, const Shape& output, std::size_t classes, std::size_t target_width);

/// Class numbers as values, for a loss of values over a single output: out (rows).
void class_values(std::span<const std::int32_t> classes, Out out);

/// Mean over the rows (and over the outputs, for MSELoss and BCEWithLogitsLoss), penalty not included.
/// outputs are (rows, width), logits where the loss takes logits. Classes must lie below width.
double loss_value(const LossSpec& loss, In outputs, const Targets& targets, std::size_t width);
/// The same, and its gradient with respect to outputs into doutputs (rows, width).
double loss_gradient(const LossSpec& loss, In outputs, const Targets& targets, std::size_t width, Out doutputs);

/// Rows classified correctly: the largest logit's class; for BCEWithLogitsLoss every output on its target's side of
/// one half. Empty for regression.
std::optional<std::size_t> correct_rows(const LossSpec& loss, In outputs, const Targets& targets,
                                        std::size_t width);

/// Σw² over all decaying parameters; times l2 it is the penalty.
double squared_weights(const Network& network);
/// Adds 2·l2·w to the gradients of all decaying parameters.
void add_penalty_gradient(Network& network, double l2);

}  // namespace livefig
