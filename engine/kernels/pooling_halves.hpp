// Max pooling with the usual 2 × 2 window and stride 2, four windows at a time.
#pragma once

#include "kernels/pooling.hpp"

namespace livefig {

/// Is this the window that the two functions below are for, and a row of at least four of them?
bool is_halving(const PoolingShape& shape);

/// As max_pool_forward and max_pool_backward.
void halve_forward(const PoolingShape& shape, In x, Out y);
void halve_backward(const PoolingShape& shape, In x, In dy, Out dx);

}  // namespace livefig
