// "did you mean …?": the known name that is nearest to a misspelt one.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace livefig {

/// The nearest name by edit distance (case ignored), or "" when none is near enough to be meant.
std::string_view nearest_name(std::string_view wrong, std::span<const std::string_view> known);

/// `; did you mean "Linear"?`, or `; known: a, b, c` when nothing is near, or "" without names.
std::string name_hint(std::string_view wrong, std::span<const std::string_view> known);

}  // namespace livefig
