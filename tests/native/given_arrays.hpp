// The caller's own arrays, taken out of a program's text, as web/engine/program_text.ts does in JavaScript.
#pragma once

#include <cstdint>
#include <vector>

#include "base/json.hpp"
#include "training/run.hpp"

namespace livefig::native {

/// Owns what CallerArrays points to.
class GivenArrays {
 public:
  /// Removes `data.inputs`, `.targets` and `.validation` from the program and keeps them. Targets are classes for
  /// CrossEntropyLoss, values for every other loss.
  explicit GivenArrays(Json& program);

  /// Nullptr when the program names its data.
  const CallerArrays* get();

 private:
  struct Side {
    std::vector<float> inputs;
    std::vector<std::int32_t> classes;
    std::vector<float> values;

    void read(const Json& from, bool classified);
    ArraySide view() const { return {inputs, classes, values}; }
  };

  bool given_ = false;
  Side training_, validation_;
  CallerArrays view_;
};

}  // namespace livefig::native
