// Softmax over the kernel, along the last dimension only.
#include "layers/softmax.hpp"

#include "base/text.hpp"
#include "kernels/softmax.hpp"

namespace livefig {

Result<std::unique_ptr<Layer>> Softmax::make(const SoftmaxSpec& spec, const Shape& input, const std::string& where) {
  const auto last = static_cast<std::int64_t>(input.size());
  if (spec.dim != -1 && spec.dim != last)
    return Error{
        ErrorCode::InvalidValue,
        {where, ".dim"},
        {"expected -1 or ", last, ", the last dimension of a batch of rows ", to_string(input), ", got ", spec.dim}};
  return std::unique_ptr<Layer>(new Softmax(input));
}

void Softmax::forward(const Pass&, In x, Out y) { softmax(x, input_shape().back(), y); }

void Softmax::backward(const Pass&, In, In y, In dy, Out dx) { softmax_backward(y, dy, input_shape().back(), dx); }

}  // namespace livefig
