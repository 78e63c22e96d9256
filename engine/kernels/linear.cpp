// The fully connected layer as three products of matrices.
#include "kernels/linear.hpp"

#include <algorithm>

#include "kernels/matmul.hpp"
#include "kernels/reduce.hpp"

namespace livefig {

std::size_t linear_scratch(const LinearShape& shape) {
  return std::max({matmul_scratch(shape.in), matmul_scratch(shape.out), matmul_tn_scratch(shape.out, shape.rows)});
}

void linear_forward(const LinearShape& shape, In x, In weight, In bias, Out y, Out scratch) {
  matmul_nt_from(bias, x, weight, y, shape.rows, shape.in, shape.out, Write::replace, scratch);
}

void linear_backward_input(const LinearShape& shape, In dy, In weight, Out dx, Out scratch) {
  matmul_nn(dy, weight, dx, shape.rows, shape.out, shape.in, Write::replace, scratch);
}

void linear_backward_parameters(const LinearShape& shape, In x, In dy, Out dweight, Out dbias, Write write,
                                Out scratch) {
  matmul_tn(dy, x, dweight, shape.out, shape.rows, shape.in, write, scratch);
  if (!dbias.empty()) column_sums(dy.first(shape.rows * shape.out), shape.out, write, dbias);
}

}  // namespace livefig
