// Programs that mostly can be trained, grown layer by layer with the engine as the judge.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "dice.hpp"
#include "random_fields.hpp"
#include "training/run.hpp"

namespace livefig::fuzz {

/// Memory behind a program's own arrays.
struct OwnArrays {
  struct Side {
    std::vector<float> inputs;
    std::vector<std::int32_t> classes;
    std::vector<float> values;
  };
  Side training, validation;

  CallerArrays view() const;
};

/// What is handed to the engine: a program's text, and arrays when it names no data set.
struct Input {
  std::string json;
  std::optional<OwnArrays> arrays;
};

struct RandomProgram {
  Json json;
  std::optional<OwnArrays> arrays;

  Input input() const { return {json.text(), arrays}; }
};

/// Most bytes of a program that is trained here; larger ones are estimated only.
inline constexpr std::uint64_t most_bytes = std::uint64_t{24} << 20;

RandomProgram random_program(const Listing& listing, Dice& dice);

/// A data file for "digits" and "wandering_digits".
DataStore digit_store();

}  // namespace livefig::fuzz
