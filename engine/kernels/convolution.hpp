// Two-dimensional convolution (cross-correlation, as in PyTorch), forward and backward.
//
// One image at a time is unfolded into scratch (a column per output pixel); then it is a matrix product.
#pragma once

#include "kernels/span.hpp"
#include "kernels/window.hpp"

namespace livefig {

struct ConvolutionShape {
  std::size_t images;
  std::size_t in_channels;
  std::size_t height;
  std::size_t width;
  std::size_t out_channels;
  Window window;

  constexpr std::size_t out_height() const {
    return window_count(height, window.kernel_height, window.stride_height, window.padding_height);
  }
  constexpr std::size_t out_width() const {
    return window_count(width, window.kernel_width, window.stride_width, window.padding_width);
  }
  constexpr std::size_t in_floats() const { return in_channels * height * width; }
  constexpr std::size_t out_floats() const { return out_channels * out_height() * out_width(); }
  constexpr std::size_t patch() const { return in_channels * window.kernel_height * window.kernel_width; }
};

/// Floats of scratch for forward and backward; does not depend on the number of images.
std::size_t convolution_scratch(const ConvolutionShape& shape);

/// x (images,in,h,w), weight (out,in,kh,kw), bias (out) or empty, y (images,out,oh,ow).
void convolution_forward(const ConvolutionShape& shape, In x, In weight, In bias, Out y, Out scratch);
/// dx (images,in,h,w), overwritten.
void convolution_backward_input(const ConvolutionShape& shape, In dy, In weight, Out dx, Out scratch);
/// dweight (out,in,kh,kw), dbias (out) or empty.
void convolution_backward_parameters(const ConvolutionShape& shape, In x, In dy, Out dweight, Out dbias, Write write,
                                     Out scratch);

}  // namespace livefig
