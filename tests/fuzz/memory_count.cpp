// Counting with the sanitizer's hooks, which see every allocation and its true size.
#include "memory_count.hpp"

#include <sanitizer/allocator_interface.h>

#include <algorithm>

namespace livefig::fuzz {
namespace {

std::int64_t held = 0, peak = 0;

void allocated(const volatile void*, std::size_t bytes) {
  held += static_cast<std::int64_t>(bytes);
  peak = std::max(peak, held);
}

void freed(const volatile void* block) {
  if (block != nullptr) held -= static_cast<std::int64_t>(__sanitizer_get_allocated_size(block));
}

}  // namespace

void count_memory() { __sanitizer_install_malloc_and_free_hooks(allocated, freed); }
std::int64_t held_bytes() { return held; }
std::int64_t peak_bytes() { return peak; }
void reset_peak() { peak = held; }

}  // namespace livefig::fuzz
