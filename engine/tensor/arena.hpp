// One block of floats, planned before it is allocated, so that training never allocates.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace livefig {

/// Would the machine give that much now? Asked before something large is made of many parts, of which none may fail.
bool memory_for(std::uint64_t bytes);

/// Used twice with the same sequence of calls: first every floats() and shared() only counts and answers an empty
/// span; after allocate() the same calls hand out the regions. Regions start at multiples of 16 bytes.
class Arena {
 public:
  /// A region of its own.
  std::span<float> floats(std::uint64_t count);
  /// A region that everybody who asks with this key shares, one after another; as large as the largest request.
  std::span<float> shared(int key, std::uint64_t count);

  /// What has been planned so far, in floats; saturates instead of wrapping.
  std::uint64_t planned() const;

  /// Allocates what was planned, set to zero. False when the machine does not give it.
  bool allocate();

  /// The whole block, for saving and restoring; empty before allocate().
  std::span<float> all() const { return {block_.get(), size_}; }

 private:
  struct Region {
    int key;
    std::uint64_t start = 0;
    std::uint64_t size = 0;
  };
  struct Free {
    void operator()(float* block) const;
  };

  std::uint64_t own_ = 0;       // floats in regions of their own
  std::vector<Region> shared_;  // a few for every depth of nesting
  std::unique_ptr<float[], Free> block_;
  std::size_t size_ = 0;
  std::size_t next_ = 0;
};

}  // namespace livefig
