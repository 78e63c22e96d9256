// Reading shapes as planes, and the sentences about windows that do not fit.
#include "layers/layer_window.hpp"

#include <algorithm>

#include "base/number_text.hpp"
#include "base/text.hpp"
#include "layers/layer_errors.hpp"

namespace livefig {

Result<Planes> planes_of(std::string_view type, int axes, const Shape& input, const std::string& where) {
  if (axes == 1) {
    if (input.size() != 2) return wrong_input(where, type, "(channels, length)", input);
    return Planes{input[0], 1, input[1]};
  }
  if (input.size() != 3) return wrong_input(where, type, "images (channels, height, width)", input);
  return Planes{input[0], input[1], input[2]};
}

Shape shape_of(int axes, const Planes& planes) {
  return axes == 1 ? Shape{planes.channels, planes.width} : Shape{planes.channels, planes.height, planes.width};
}

Result<Window> window_over(const Planes& planes, int axes, std::int64_t kernel, std::int64_t stride,
                           std::int64_t padding, const std::string& where) {
  const std::size_t shortest = axes == 1 ? planes.width : std::min(planes.height, planes.width);
  const auto size = static_cast<std::size_t>(kernel);
  const auto step = static_cast<std::size_t>(stride);
  const auto border = static_cast<std::size_t>(padding);
  if (shortest + 2 * border < size) {
    const std::string width = number_text(planes.width);
    return Error{
        ErrorCode::ShapeMismatch,
        {where, ".kernel_size"},
        {"expected at most ", shortest + 2 * border, " for ",
         (axes == 1 ? joined({"a length of ", width}) : joined({"an image of ", planes.height, " by ", width})),
         " with padding ", border, ", got ", size}};
  }
  if (axes == 1) return Window{.kernel_width = size, .stride_width = step, .padding_width = border};
  return Window::square(size, step, border);
}

}  // namespace livefig
