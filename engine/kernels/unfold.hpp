// An image as a matrix with one column per output pixel ("im2col"), and the way back.
#pragma once

#include "kernels/convolution.hpp"

namespace livefig {

/// columns (patch, out_height · out_width): row (c, ky, kx) holds the pixel under that kernel element for every
/// place of the kernel, 0 where it lies in the padding. image (in_channels, height, width).
void unfold(const ConvolutionShape& shape, const float* image, float* columns);
/// Adds every element of columns to the pixel that it was taken from. image must hold zeros or a sum so far.
/// Elements of columns that belong to the padding may be overwritten.
void fold(const ConvolutionShape& shape, float* columns, float* image);

}  // namespace livefig
