// Bytes that the process holds from malloc, as the sanitizer tells them: what leaks, and what a run really takes.
#pragma once

#include <cstdint>

namespace livefig::fuzz {

/// Counts from then on.
void count_memory();
/// Allocated and not freed since.
std::int64_t held_bytes();
/// The most that was held since the last reset_peak().
std::int64_t peak_bytes();
void reset_peak();

}  // namespace livefig::fuzz
