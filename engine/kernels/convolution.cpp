// Convolution as a product of matrices, one image unfolded at a time.
#include "kernels/convolution.hpp"

#include <algorithm>

#include "kernels/matmul.hpp"
#include "kernels/reduce.hpp"
#include "kernels/unfold.hpp"

namespace livefig {
namespace {

std::size_t pixels(const ConvolutionShape& shape) { return shape.out_height() * shape.out_width(); }

std::size_t column_floats(const ConvolutionShape& shape) { return shape.patch() * pixels(shape); }

}  // namespace

std::size_t convolution_scratch(const ConvolutionShape& shape) {
  const std::size_t products = std::max({matmul_scratch(shape.patch()), matmul_scratch(pixels(shape)),
                                         matmul_tn_scratch(shape.patch(), shape.out_channels)});
  return column_floats(shape) + shape.patch() * shape.out_channels + products;
}

void convolution_forward(const ConvolutionShape& shape, In x, In weight, In bias, Out y, Out scratch) {
  const std::size_t plane = pixels(shape);
  const Out columns = scratch.first(column_floats(shape));
  const Out rest = scratch.subspan(columns.size());
  for (std::size_t image = 0; image < shape.images; ++image) {
    unfold(shape, x.data() + image * shape.in_floats(), columns.data());
    const Out out = y.subspan(image * shape.out_floats(), shape.out_floats());
    for (std::size_t c = 0; c < bias.size(); ++c) std::ranges::fill(out.subspan(c * plane, plane), bias[c]);
    matmul_nn(weight, columns, out, shape.out_channels, shape.patch(), plane,
              bias.empty() ? Write::replace : Write::add, rest);
  }
}

void convolution_backward_input(const ConvolutionShape& shape, In dy, In weight, Out dx, Out scratch) {
  const Out columns = scratch.first(column_floats(shape));
  const Out rest = scratch.subspan(columns.size());
  std::ranges::fill(dx.first(shape.images * shape.in_floats()), 0.0F);
  for (std::size_t image = 0; image < shape.images; ++image) {
    const In from = dy.subspan(image * shape.out_floats(), shape.out_floats());
    matmul_tn(weight, from, columns, shape.patch(), shape.out_channels, pixels(shape), Write::replace, rest);
    fold(shape, columns.data(), dx.data() + image * shape.in_floats());
  }
}

void convolution_backward_parameters(const ConvolutionShape& shape, In x, In dy, Out dweight, Out dbias, Write write,
                                     Out scratch) {
  const std::size_t plane = pixels(shape);
  const std::size_t patch = shape.patch();
  const Out columns = scratch.first(column_floats(shape));
  // The gradient is summed transposed, (patch, out): so the small dy is what gets packed, not the columns.
  const Out transposed = scratch.subspan(columns.size(), patch * shape.out_channels);
  const Out rest = scratch.subspan(columns.size() + transposed.size());
  std::ranges::fill(transposed, 0.0F);
  for (std::size_t image = 0; image < shape.images; ++image) {
    unfold(shape, x.data() + image * shape.in_floats(), columns.data());
    const In from = dy.subspan(image * shape.out_floats(), shape.out_floats());
    matmul_nt(columns, from, transposed, patch, plane, shape.out_channels, Write::add, rest);
  }
  for (std::size_t o = 0; o < shape.out_channels; ++o) {
    for (std::size_t p = 0; p < patch; ++p) {
      const float value = transposed[p * shape.out_channels + o];
      float& to = dweight[o * patch + p];
      to = write == Write::add ? to + value : value;
    }
  }
  for (std::size_t o = 0; o < dbias.size(); ++o) {
    double total = 0;
    for (std::size_t image = 0; image < shape.images; ++image)
      total += sum(dy.subspan(image * shape.out_floats() + o * plane, plane));
    dbias[o] = static_cast<float>(write == Write::add ? static_cast<double>(dbias[o]) + total : total);
  }
}

}  // namespace livefig
