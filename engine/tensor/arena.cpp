// Planning, allocating and handing out the regions of one block.
#include "tensor/arena.hpp"

#include <algorithm>
#include <cassert>
#include <limits>
#include <new>

#include "tensor/shape.hpp"

namespace livefig {
namespace {

constexpr std::align_val_t alignment{64};

std::uint64_t rounded(std::uint64_t count) {
  constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
  return count > most - 3 ? most : (count + 3) & ~std::uint64_t{3};
}

}  // namespace

bool memory_for(std::uint64_t bytes) {
  if (bytes > std::numeric_limits<std::size_t>::max()) return false;
  void* block = ::operator new(static_cast<std::size_t>(bytes), std::nothrow);
  ::operator delete(block);
  return block != nullptr;
}

void Arena::Free::operator()(float* block) const { ::operator delete[](block, alignment); }

std::span<float> Arena::floats(std::uint64_t count) {
  if (block_ == nullptr) {
    own_ = saturating_sum(own_, rounded(count));
    return {};
  }
  const auto size = static_cast<std::size_t>(count);
  assert(next_ + size <= size_);
  const std::span<float> region{block_.get() + next_, size};
  next_ += static_cast<std::size_t>(rounded(count));
  return region;
}

std::span<float> Arena::shared(int key, std::uint64_t count) {
  auto found = std::ranges::find(shared_, key, &Region::key);
  if (found == shared_.end()) {
    shared_.push_back({.key = key});
    found = shared_.end() - 1;
  }
  Region& region = *found;
  if (block_ == nullptr) {
    region.size = std::max(region.size, rounded(count));
    return {};
  }
  assert(count <= region.size);
  return {block_.get() + region.start, static_cast<std::size_t>(count)};
}

std::uint64_t Arena::planned() const {
  std::uint64_t total = own_;
  for (const Region& region : shared_) total = saturating_sum(total, region.size);
  return total;
}

bool Arena::allocate() {
  const std::uint64_t total = std::max<std::uint64_t>(planned(), 4);
  if (total > std::numeric_limits<std::size_t>::max() / sizeof(float)) return false;
  size_ = static_cast<std::size_t>(total);
  void* memory = ::operator new[](size_ * sizeof(float), alignment, std::nothrow);
  if (memory == nullptr) return false;
  block_.reset(static_cast<float*>(memory));
  std::fill_n(block_.get(), size_, 0.0f);
  std::uint64_t start = 0;
  for (Region& region : shared_) {
    region.start = start;
    start += region.size;
  }
  next_ = static_cast<std::size_t>(start);
  return true;
}

}  // namespace livefig
