// Losses, each averaged as PyTorch's default reduction does, with the gradient beside the value.
//
// An empty gradient span asks for the value alone. Values are summed in double.
#pragma once

#include "kernels/span.hpp"

namespace livefig {

/// nn.CrossEntropyLoss: mean over rows of −log softmax(logits)[target]. logits (rows,classes), targets (rows)
/// in 0 … classes − 1, gradient (rows,classes) = (softmax − one-hot) / rows.
double cross_entropy(In logits, ClassIndices targets, std::size_t classes, Out gradient);

/// nn.BCEWithLogitsLoss: mean over elements of max(x,0) − x·t + log(1 + e^−|x|), gradient = (σ(x) − t) / count.
double bce_with_logits(In logits, In targets, Out gradient);

/// nn.MSELoss: mean over elements of (y − t)², gradient = 2·(y − t) / count.
double mean_squared_error(In outputs, In targets, Out gradient);

/// nn.L1Loss: mean over elements of |y − t|, gradient = sign(y − t) / count, 0 where they are equal.
double mean_absolute_error(In outputs, In targets, Out gradient);

/// nn.HuberLoss: mean over elements of ½e² for |e| < δ, else δ·(|e| − ½δ), with e = y − t; gradient = e cut to ±δ, /
/// count.
double huber(In outputs, In targets, float delta, Out gradient);

}  // namespace livefig
