// Any layer's spec, and the list of specs that a program's `model` is.
#pragma once

#include <variant>
#include <vector>

#include "base/variant_slot.hpp"
#include "layers/activations.hpp"
#include "layers/average_pool.hpp"
#include "layers/batch_norm.hpp"
#include "layers/convolution.hpp"
#include "layers/dropout.hpp"
#include "layers/flatten.hpp"
#include "layers/layer_norm.hpp"
#include "layers/linear.hpp"
#include "layers/max_pool.hpp"
#include "layers/residual.hpp"
#include "layers/smooth_activations.hpp"
#include "layers/softmax.hpp"

namespace livefig {

using LayerVariant = std::variant<LinearSpec, Conv1dSpec, Conv2dSpec, MaxPool1dSpec, MaxPool2dSpec, AvgPool1dSpec,
                                  AvgPool2dSpec, AdaptiveAvgPool1dSpec, AdaptiveAvgPool2dSpec, FlattenSpec,
                                  BatchNorm1dSpec, BatchNorm2dSpec, LayerNormSpec, DropoutSpec, ReLUSpec, LeakyReLUSpec,
                                  ELUSpec, GELUSpec, SiLUSpec, TanhSpec, SigmoidSpec, SoftmaxSpec, ResidualSpec>;

/// A layer as the program has it; a struct, because a block of layers is itself a layer.
struct LayerSpec {
  LayerVariant value;
};

inline VariantSlotOf<LayerVariant> layer_slot(LayerSpec& spec) { return {"layer", "type", spec.value}; }

/// Visits a list of layers.
void visit_layers(FieldVisitor& visit, Field field, std::vector<LayerSpec>& layers);

/// Most layers in one list: far above any lesson.
inline constexpr std::int64_t most_layers = 10000;

/// Checks the spec against the shape of its input and makes the layer, without parameters or memory yet.
/// Errors as the layer's `make` says, `where` being its path.
Result<std::unique_ptr<Layer>> make_layer(const LayerSpec& spec, const Shape& input, const std::string& where);

}  // namespace livefig
