// The bytes of a saved run: a versioned, checksummed envelope around plain little-endian values.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace livefig {

/// Layout: "LFCP", u32 version, u64 bytes of payload, payload, u64 FNV-1a hash of the payload.
inline constexpr std::uint32_t checkpoint_version = 2;

/// FNV-1a over bytes, 64 bits (Fowler, Noll, Vo); `seed` continues an earlier hash.
std::uint64_t fnv1a(std::span<const std::uint8_t> bytes, std::uint64_t seed = 14695981039346656037ull);

class CheckpointWriter {
 public:
  CheckpointWriter();

  void u32(std::uint32_t value);
  void u64(std::uint64_t value);
  void f64(double value);
  void text(std::string_view value);
  void floats(std::span<const float> values);
  void ints(std::span<const std::int32_t> values);
  void words(std::span<const std::uint32_t> values);

  /// Closes the envelope; the writer is empty afterwards.
  std::vector<std::uint8_t> finish();

 private:
  void raw(const void* from, std::size_t bytes);

  std::vector<std::uint8_t> bytes_;
};

/// Reads in the order of writing. Arrays carry their length, and a length other than asked for, or
/// the end of the bytes, puts the reader into a failed state in which every answer is 0: check ok()
/// once at the end.
class CheckpointReader {
 public:
  /// Checks the whole envelope first. Errors: BadCheckpoint. `bytes` must outlive the reader.
  static Result<CheckpointReader> open(std::span<const std::uint8_t> bytes);

  std::uint32_t u32();
  std::uint64_t u64();
  double f64();
  std::string text();
  void floats(std::span<float> into);
  void ints(std::span<std::int32_t> into);
  void words(std::span<std::uint32_t> into);

  bool ok() const { return ok_; }
  bool at_end() const { return rest_.empty(); }

 private:
  explicit CheckpointReader(std::span<const std::uint8_t> payload) : rest_(payload) {}

  bool raw(void* into, std::size_t bytes);

  std::span<const std::uint8_t> rest_;
  bool ok_ = true;
};

}  // namespace livefig
