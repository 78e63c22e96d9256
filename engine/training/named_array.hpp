// An array that leaves the engine: copied out, with its name and shape.
#pragma once

#include <string>
#include <vector>

#include "kernels/span.hpp"
#include "tensor/shape.hpp"

namespace livefig {

/// `data` is row-major and as long as count(shape); an empty shape is a single number.
struct NamedArray {
  std::string name;
  Shape shape;
  std::vector<float> data;

  NamedArray(std::string array_name, Shape array_shape, In values)
      : name(std::move(array_name)), shape(std::move(array_shape)), data(values.begin(), values.end()) {}
};

}  // namespace livefig
