// Writing and reading of the checkpoint envelope and its plain values.
#include "training/checkpoint.hpp"

#include <bit>
#include <cstring>

#include "base/text.hpp"

namespace livefig {
namespace {

static_assert(std::endian::native == std::endian::little, "checkpoints are written as little-endian memory");

constexpr std::uint8_t magic[4] = {'L', 'F', 'C', 'P'};
constexpr std::size_t head_bytes = 4 + 4 + 8;
constexpr std::size_t tail_bytes = 8;

template <class T>
T value_at(std::span<const std::uint8_t> bytes, std::size_t at) {
  T value;
  std::memcpy(&value, bytes.data() + at, sizeof(T));
  return value;
}

Error refused(Pieces message) { return {ErrorCode::BadCheckpoint, "checkpoint", message}; }

}  // namespace

std::uint64_t fnv1a(std::span<const std::uint8_t> bytes, std::uint64_t seed) {
  std::uint64_t hash = seed;
  for (const std::uint8_t byte : bytes) hash = (hash ^ byte) * 1099511628211ull;
  return hash;
}

CheckpointWriter::CheckpointWriter() { bytes_.resize(head_bytes); }

void CheckpointWriter::raw(const void* from, std::size_t bytes) {
  const std::size_t at = bytes_.size();
  bytes_.resize(at + bytes);
  if (bytes > 0) std::memcpy(bytes_.data() + at, from, bytes);
}

void CheckpointWriter::u32(std::uint32_t value) { raw(&value, sizeof value); }
void CheckpointWriter::u64(std::uint64_t value) { raw(&value, sizeof value); }
void CheckpointWriter::f64(double value) { raw(&value, sizeof value); }

void CheckpointWriter::text(std::string_view value) {
  u64(value.size());
  raw(value.data(), value.size());
}

void CheckpointWriter::floats(std::span<const float> values) {
  u64(values.size());
  raw(values.data(), values.size_bytes());
}

void CheckpointWriter::ints(std::span<const std::int32_t> values) {
  u64(values.size());
  raw(values.data(), values.size_bytes());
}

void CheckpointWriter::words(std::span<const std::uint32_t> values) {
  u64(values.size());
  raw(values.data(), values.size_bytes());
}

std::vector<std::uint8_t> CheckpointWriter::finish() {
  const std::span<const std::uint8_t> payload = std::span(bytes_).subspan(head_bytes);
  const std::uint64_t length = payload.size();
  const std::uint64_t hash = fnv1a(payload);
  std::memcpy(bytes_.data(), magic, sizeof magic);
  std::memcpy(bytes_.data() + 4, &checkpoint_version, sizeof checkpoint_version);
  std::memcpy(bytes_.data() + 8, &length, sizeof length);
  u64(hash);
  std::vector<std::uint8_t> done;
  done.swap(bytes_);
  return done;
}

Result<CheckpointReader> CheckpointReader::open(std::span<const std::uint8_t> bytes) {
  if (bytes.size() < head_bytes + tail_bytes) return refused({"is too short to be one"});
  if (std::memcmp(bytes.data(), magic, sizeof magic) != 0) return refused({"does not begin like one of livefig's"});
  const auto version = value_at<std::uint32_t>(bytes, 4);
  if (version != checkpoint_version) {
    return refused({"has version ", version, ", this engine reads ", checkpoint_version});
  }
  const std::span<const std::uint8_t> payload = bytes.subspan(head_bytes, bytes.size() - head_bytes - tail_bytes);
  if (value_at<std::uint64_t>(bytes, 8) != payload.size()) return refused({"is cut off or has bytes too many"});
  if (value_at<std::uint64_t>(bytes, bytes.size() - tail_bytes) != fnv1a(payload)) {
    return refused({"was altered: its checksum does not match"});
  }
  return CheckpointReader(payload);
}

bool CheckpointReader::raw(void* into, std::size_t bytes) {
  if (!ok_ || bytes > rest_.size()) {
    ok_ = false;
    return false;
  }
  if (bytes > 0) std::memcpy(into, rest_.data(), bytes);
  rest_ = rest_.subspan(bytes);
  return true;
}

std::uint32_t CheckpointReader::u32() {
  std::uint32_t value = 0;
  raw(&value, sizeof value);
  return value;
}

std::uint64_t CheckpointReader::u64() {
  std::uint64_t value = 0;
  raw(&value, sizeof value);
  return value;
}

double CheckpointReader::f64() {
  double value = 0.0;
  raw(&value, sizeof value);
  return value;
}

std::string CheckpointReader::text() {
  const std::uint64_t length = u64();
  if (length > rest_.size()) {
    ok_ = false;
    return {};
  }
  std::string value(static_cast<std::size_t>(length), '\0');
  raw(value.data(), value.size());
  return value;
}

void CheckpointReader::floats(std::span<float> into) {
  if (u64() != into.size()) ok_ = false;
  raw(into.data(), into.size_bytes());
}

void CheckpointReader::ints(std::span<std::int32_t> into) {
  if (u64() != into.size()) ok_ = false;
  raw(into.data(), into.size_bytes());
}

void CheckpointReader::words(std::span<std::uint32_t> into) {
  if (u64() != into.size()) ok_ = false;
  raw(into.data(), into.size_bytes());
}

}  // namespace livefig
