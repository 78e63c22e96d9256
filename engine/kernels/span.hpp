// What every kernel takes and gives: row-major spans that the caller owns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace livefig {

using In = std::span<const float>;
using Out = std::span<float>;
using ClassIndices = std::span<const std::int32_t>;

/// Does a kernel overwrite its output or add to it?
enum class Write { replace, add };

}  // namespace livefig
