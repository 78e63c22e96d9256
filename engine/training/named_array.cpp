// Copying an array out, once for all who do.
#include "training/named_array.hpp"

#include <utility>

namespace livefig {

NamedArray::NamedArray(std::string_view array_name, Shape array_shape, In values)
    : name(array_name), shape(std::move(array_shape)), data(values.begin(), values.end()) {}

void add_array(std::vector<NamedArray>& list, std::string_view name, const Shape& shape, In values) {
  list.emplace_back(name, shape, values);
}

void add_array(std::vector<NamedArray>& list, std::string_view name, std::initializer_list<std::size_t> shape,
               In values) {
  add_array(list, name, Shape(shape), values);
}

}  // namespace livefig
