// A 2-D test surface as a program names it.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "base/fields.hpp"

namespace livefig {

struct SurfaceSpec {
  static constexpr std::array<std::string_view, 5> names{"bowl", "rosenbrock", "beale", "himmelblau", "saddle"};

  std::string_view name = "bowl";
  std::array<double, 2> start{};  // where the descent begins, (x, y)

  void fields(FieldVisitor& visit) {
    visit.choice({"name", Need::required}, name, names);
    visit.numbers({"start", Need::required}, start, Range::from(-1e6).to(1e6));
  }
};

}  // namespace livefig
