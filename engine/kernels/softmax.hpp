// Softmax over rows, and how many rows are classified correctly.
#pragma once

#include "kernels/span.hpp"

namespace livefig {

/// y (rows,classes): each row e^(x − max) / Σ e^(x − max). y may be x.
void softmax(In x, std::size_t classes, Out y);

/// dx = y·(dy − Σ dy·y), row by row.
void softmax_backward(In y, In dy, std::size_t classes, Out dx);

/// Rows whose first largest logit is the target's; a row with a NaN counts as wrong.
std::size_t count_correct(In logits, ClassIndices targets, std::size_t classes);

}  // namespace livefig
