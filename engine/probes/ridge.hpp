// A linear classifier in closed form: how much of the classes can be read off given features.
#pragma once

#include <cstddef>

#include "kernels/span.hpp"

namespace livefig {

/// Labelled features, (rows, width).
struct LabelledRows {
  In features;
  ClassIndices classes;
  std::size_t rows;
};

/// Ridge regression onto one-hot targets (Hoerl and Kennard 1970): features are standardised by the
/// training rows' mean and deviation (constant ones drop out), W = (XᵀX + strength·rows·I)⁻¹·XᵀY,
/// and a row's class is its largest output. Answers the share of `judged` rows classified
/// correctly, 0 to 1; NaN when a feature is not finite.
float ridge_accuracy(const LabelledRows& training, const LabelledRows& judged, std::size_t width, std::size_t classes,
                     float strength);

}  // namespace livefig
