// Describes a listing of fields as JSON: the source of the figure schema and of TypeScript's types.
#pragma once

#include "base/fields.hpp"
#include "base/json.hpp"

namespace livefig {

/// { "fields": [FIELD…], "families": { "layer": { "key": "type", "types": { "Linear": [FIELD…], … } }, … } }
///
/// FIELD is { name, kind, required, live, default?, min?, max?, above?, below?, length?, min_length?, max_length?,
/// choices?, fields?, family? }. `kind` is number, integer, flag, choice, numbers, integers, object (with its own
/// `fields`), variant (one of `family`) or list (of `family`). `above` and `below` are open ends. A field without a
/// default is absent or required. A family has "unnamed", the type meant when its key is left out, and "name_alone":
/// true when a name may stand for the object.
Json describe_fields(FunctionRef<void(FieldVisitor&)> fields);

}  // namespace livefig
