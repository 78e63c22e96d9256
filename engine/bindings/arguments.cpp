// Keeping and checking of what was handed over.
#include "bindings/arguments.hpp"

#include <cmath>
#include <memory>
#include <new>
#include <string>

#include "base/number_text.hpp"
#include "tensor/arena.hpp"

namespace livefig::js {
namespace {

struct Argument {
  std::unique_ptr<std::byte[]> memory;  // null when there was no room
  std::uint64_t size;
};

/// The arguments of the call to come, or of the one that is running.
std::vector<Argument>& given() {
  static std::vector<Argument> arguments;
  return arguments;
}

/// New memory is aligned for every type of number, and holds whatever JavaScript writes there.
template <class T>
std::span<const T> read(const Argument& argument) {
  if (argument.memory == nullptr) return {};
  return {reinterpret_cast<const T*>(argument.memory.get()), static_cast<std::size_t>(argument.size) / sizeof(T)};
}

Status held(const Argument& argument, std::string_view where) {
  if (argument.memory != nullptr) return {};
  return Error{ErrorCode::TooLarge, where, "an array of " + megabytes(argument.size) + " is more than can be held"};
}

template <class T>
Result<std::span<const T>> array(std::size_t index, std::string_view where) {
  if (const Status status = held(given()[index], where); !status.ok()) return status.error();
  return read<T>(given()[index]);
}

Status read_side(std::size_t argument, bool classes, const std::string& where, ArraySide& side) {
  const Status inputs = held(given()[argument], where + ".inputs");
  if (!inputs.ok()) return inputs;
  side.inputs = read<float>(given()[argument]);
  const Argument& targets = given()[argument + 1];
  if (classes) {
    side.classes = read<std::int32_t>(targets);
  } else {
    side.values = read<float>(targets);
  }
  return held(targets, where + ".targets");
}

}  // namespace

/// Drops the last call's arguments.
LIVEFIG_EXPORT(begin) void begin() { given().clear(); }

/// Room for the bytes of the next argument, or null.
LIVEFIG_EXPORT(give) std::byte* give(double size) {
  const auto bytes = static_cast<std::uint64_t>(size);
  std::byte* memory = bytes > max_run_bytes ? nullptr : new (std::nothrow) std::byte[static_cast<std::size_t>(bytes)];
  given().push_back({std::unique_ptr<std::byte[]>(memory), bytes});
  return memory;
}

Result<std::uint64_t> whole_number(double value, double most, std::string_view where) {
  if (value >= 0.0 && value <= most && std::floor(value) == value) return static_cast<std::uint64_t>(value);
  return Error{ErrorCode::InvalidValue, where,
               "must be a whole number from 0 to " + number_text(most) + ", got " + number_text(value)};
}

std::size_t argument_count() { return given().size(); }

std::string_view text(std::size_t argument) {
  const std::span<const char> chars = read<char>(given()[argument]);
  return {chars.data(), chars.size()};
}

Result<std::span<const std::uint8_t>> bytes(std::size_t argument, std::string_view where) {
  return array<std::uint8_t>(argument, where);
}

Result<std::span<const float>> floats(std::size_t argument, std::string_view where) {
  return array<float>(argument, where);
}

Result<std::vector<NamedArray>> named_arrays(std::string_view where) {
  std::vector<NamedArray> list;
  for (std::size_t i = 0; i + 2 < argument_count(); i += 3) {
    const std::string at = std::string(where) + "[" + number_text(i / 3) + "]";
    Shape shape;
    for (const double size : read<double>(given()[i + 1])) {
      const Result<std::uint64_t> checked = whole_number(size, static_cast<double>(largest_size), at + ".shape");
      if (!checked.ok()) return checked.error();
      shape.push_back(static_cast<std::size_t>(checked.value()));
    }
    const Result<std::span<const float>> data = floats(i + 2, at + ".data");
    if (!data.ok()) return data.error();
    list.emplace_back(std::string(text(i)), std::move(shape), data.value());
  }
  return list;
}

Result<CallerArrays> caller_arrays(std::size_t argument, bool classes, bool validation_classes) {
  CallerArrays arrays;
  Status status = read_side(argument, classes, "data", arrays.training);
  if (status.ok() && argument_count() > argument + 2)
    status = read_side(argument + 2, validation_classes, "data.validation", arrays.validation);
  if (!status.ok()) return status.error();
  return arrays;
}

}  // namespace livefig::js
