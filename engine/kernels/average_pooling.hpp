// Average pooling, by a sliding window or into a given number of parts (adaptive), forward and backward.
#pragma once

#include "kernels/span.hpp"

namespace livefig {

/// Where along one axis the inputs of output `i` lie.
struct AveragedAxis {
  std::size_t size;        // of the input
  std::size_t count;       // of outputs
  std::size_t kernel = 0;  // 0: adaptive, from ⌊i·size/count⌋ up to before ⌈(i+1)·size/count⌉
  std::size_t stride = 1;
  std::size_t padding = 0;  // at most kernel / 2
};

struct AveragingShape {
  std::size_t planes;
  AveragedAxis rows;
  AveragedAxis columns;
  bool count_padding;  // divide by the kernel's area, zeros of the padding included; else by the values inside

  constexpr std::size_t in_floats() const { return planes * rows.size * columns.size; }
};

/// x (planes,rows.size,columns.size), y (planes,rows.count,columns.count).
void average_pool_forward(const AveragingShape& shape, In x, Out y);
/// dx (planes,rows.size,columns.size), overwritten: each output's gradient in equal shares.
void average_pool_backward(const AveragingShape& shape, In dy, Out dx);

}  // namespace livefig
