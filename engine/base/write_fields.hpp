// Writes a spec as JSON, every default filled in.
#pragma once

#include "base/fields.hpp"
#include "base/json.hpp"

namespace livefig {

/// An object with all fields in the order of the listing; absent objects and empty optionals are left out.
Json write_fields(FunctionRef<void(FieldVisitor&)> fields);

}  // namespace livefig
