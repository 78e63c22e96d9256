// What JavaScript hands over before a call: texts and arrays, copied into memory of the engine's, one after another.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "training/named_array.hpp"
#include "training/run.hpp"

/// A call of the module: `livefig.wasm` exports it under that name, web/engine/wire.ts makes it.
#define LIVEFIG_EXPORT(name) __attribute__((export_name(#name)))

namespace livefig::js {

/// A whole number from 0 to `most`; NaN, fractions and negatives are InvalidValue.
Result<std::uint64_t> whole_number(double value, double most, std::string_view where);

/// How many arguments were given. What the following answer holds until the next call.
std::size_t argument_count();
std::string_view text(std::size_t argument);
/// Errors: TooLarge at `where` when there was no room for the array.
Result<std::span<const std::uint8_t>> bytes(std::size_t argument, std::string_view where);
Result<std::span<const float>> floats(std::size_t argument, std::string_view where);

/// All arguments as triples of name, sizes (doubles) and values. Errors: as floats(); InvalidValue for a size.
Result<std::vector<NamedArray>> named_arrays(std::string_view where);

/// The caller's own data: inputs and targets, then perhaps those of the validation, from `argument` on; what the two
/// flags say are class indices. Spans into the arguments.
Result<CallerArrays> caller_arrays(std::size_t argument, bool classes, bool validation_classes);

}  // namespace livefig::js
