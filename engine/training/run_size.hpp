// What a run weighs, part by part, and the sentence for one that is too heavy.
#pragma once

#include <cstddef>
#include <cstdint>

#include "training/run.hpp"

namespace livefig {

/// Bytes, each of what it names.
struct RunSize {
  std::uint64_t parameters = 0;  // values, gradients and the optimizer's state, in both networks
  std::uint64_t outputs = 0;     // what passes write, in both networks
  std::uint64_t data = 0;        // the rows, while they are drawn and split
  std::uint64_t rest = 0;        // history and bookkeeping
  std::size_t heaviest = 0;      // the layer with the most parameters
  bool by_batch = false;         // is the training batch larger than what measurements pass at a time?

  std::uint64_t total() const;
};

/// Plans the program and allocates nothing of it. Errors: as Run::estimate_bytes().
Result<RunSize> size_of_run(const Program& program, const CallerArrays* arrays);

/// Is it allowed, and is that much there? Errors: TooLarge at what weighs most, with what to change.
Status check_memory(const RunSize& size);

}  // namespace livefig
