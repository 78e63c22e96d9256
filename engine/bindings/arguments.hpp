// What JavaScript hands over, as the engine's arguments: copied and checked, or an Error.
#pragma once

#include <emscripten/val.h>

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "training/named_array.hpp"
#include "training/run.hpp"

namespace livefig::js {

/// A whole number from 0 to `most`; NaN (what a string becomes), fractions and negatives are InvalidValue.
Result<std::uint64_t> whole_number(double value, double most, std::string_view where);

/// Typed arrays are told by their constructor's name, so that those of another frame count too. InvalidValue.
Result<std::vector<float>> floats(const emscripten::val& value, std::string_view where);
Result<std::vector<std::uint8_t>> bytes(const emscripten::val& value, std::string_view where);
/// How many numbers a Float32Array holds, and copies of them into memory of the caller's.
Result<std::size_t> float_count(const emscripten::val& value, std::string_view where);
void copy_floats(const emscripten::val& value, Out to);
Result<std::vector<NamedArray>> named_arrays(const emscripten::val& value, std::string_view where);

/// The caller's own data together with the memory that its spans point into.
class OwnedArrays {
 public:
  /// Null and undefined give an empty one. Errors: InvalidValue at `data.…`.
  static Result<OwnedArrays> from(const emscripten::val& value);

  /// Nullptr when the caller gave none.
  const CallerArrays* get();

 private:
  struct Side {
    std::vector<float> inputs;
    std::vector<std::int32_t> classes;
    std::vector<float> values;
  };
  static Status read_targets(const emscripten::val& value, std::string_view where, Side& side);

  bool given_ = false;
  Side training_, validation_;
  CallerArrays view_;
};

}  // namespace livefig::js
