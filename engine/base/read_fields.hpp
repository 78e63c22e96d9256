// Reads a spec from JSON by its listing of fields and says everything that is wrong with it.
#pragma once

#include <string>

#include "base/fields.hpp"
#include "base/json.hpp"
#include "base/result.hpp"

namespace livefig {

/// Fills a spec from a JSON object. `fields` is the spec's listing, `path` its place ("" for the whole program).
/// Problems are added to `errors`, each at the path of its field; the spec is only to be used when none was added.
/// Codes: InvalidValue (wrong type, out of range), UnknownField, UnknownName, MissingField.
void read_fields(const Json& json, const std::string& path, FunctionRef<void(FieldVisitor&)> fields, Errors& errors);

}  // namespace livefig
