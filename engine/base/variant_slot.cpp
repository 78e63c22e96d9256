// What a slot does by its family's table.
#include "base/variant_slot.hpp"

#include <algorithm>

namespace livefig {

std::span<const std::string_view> TableSlot::type_names() const {
  return table_.names.subspan(table_.names.front().empty() ? 1 : 0);
}

std::string_view TableSlot::type_name() const { return table_.names[table_.index(variant_)]; }

bool TableSlot::choose(std::string_view name) {
  const auto found = std::ranges::find(table_.names, name);
  if (name.empty() || found == table_.names.end()) return false;
  table_.choose[static_cast<std::size_t>(found - table_.names.begin())](variant_);
  return true;
}

void TableSlot::fields(FieldVisitor& visit) { table_.fields[table_.index(variant_)](variant_, visit); }

}  // namespace livefig
