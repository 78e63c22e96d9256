// Which fields differ between two specs of the same listing, and which of them may change while a run lives.
#pragma once

#include <string>
#include <vector>

#include "base/fields.hpp"

namespace livefig {

struct Change {
  std::string path;  // "model[2].p"
  Live live;
};

/// In the order of the listing. Another type, length or presence is one change, at its path, that is not live.
std::vector<Change> compare_fields(FunctionRef<void(FieldVisitor&)> before, FunctionRef<void(FieldVisitor&)> after);

}  // namespace livefig
