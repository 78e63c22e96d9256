// An array that leaves the engine: copied out, with its name and shape.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "kernels/span.hpp"
#include "tensor/shape.hpp"

namespace livefig {

/// `data` is row-major and as long as count(shape); an empty shape is a single number.
struct NamedArray {
  std::string name;
  Shape shape;
  std::vector<float> data;

  NamedArray(std::string_view array_name, Shape array_shape, In values);
};

/// Appends a copy of the values.
void add_array(std::vector<NamedArray>& list, std::string_view name, const Shape& shape, In values);
void add_array(std::vector<NamedArray>& list, std::string_view name, std::initializer_list<std::size_t> shape,
               In values);

}  // namespace livefig
