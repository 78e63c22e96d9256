// Checking and copying of JavaScript values.
#include "bindings/arguments.hpp"

#include <cmath>
#include <string>

#include "base/number_text.hpp"
#include "bindings/objects.hpp"
#include "bindings/typed_arrays.hpp"
#include "tensor/arena.hpp"

namespace livefig::js {
namespace {

using emscripten::val;

bool absent(const val& value) { return value.isNull() || value.isUndefined(); }

/// "Float32Array", "Object", …; "" for null and undefined, which have no constructor to ask.
std::string kind_of(const val& value) {
  if (absent(value)) return {};
  const val constructor = property(value, "constructor");
  if (absent(constructor)) return {};
  const val name = property(constructor, "name");
  return name.isString() ? name.as<std::string>() : std::string();
}

bool is_list(const val& value) { return kind_of(value) == "Array"; }

Error wrong_kind(std::string_view where, std::string_view expected, const val& value) {
  const std::string kind = kind_of(value);
  return {ErrorCode::InvalidValue, std::string(where),
          "expected a " + std::string(expected) + ", got " + (kind.empty() ? "nothing" : "a " + kind)};
}

/// The bytes of a typed array that there is memory to copy: a failed copy would end the module.
Result<std::size_t> byte_length(const val& value, std::string_view kind, std::string_view where) {
  if (kind_of(value) != kind) return wrong_kind(where, kind, value);
  const auto size = static_cast<std::uint64_t>(property(value, "byteLength").as<double>());
  if (size > max_run_bytes || !memory_for(size))
    return Error{ErrorCode::TooLarge, std::string(where),
                 "an array of " + megabytes(size) + " is more than can be held"};
  return static_cast<std::size_t>(size);
}

template <class T>
Result<std::vector<T>> typed(const val& value, std::string_view kind, std::string_view where) {
  const Result<std::size_t> size = byte_length(value, kind, where);
  if (!size.ok()) return size.error();
  std::vector<T> copy(size.value() / sizeof(T));
  livefig_read(value.as_handle(), copy.data(), size.value());
  return copy;
}

}  // namespace

Result<std::uint64_t> whole_number(double value, double most, std::string_view where) {
  if (value >= 0.0 && value <= most && std::floor(value) == value) return static_cast<std::uint64_t>(value);
  return Error{ErrorCode::InvalidValue, std::string(where),
               "must be a whole number from 0 to " + number_text(most) + ", got " + number_text(value)};
}

Result<std::size_t> float_count(const val& value, std::string_view where) {
  const Result<std::size_t> size = byte_length(value, "Float32Array", where);
  if (!size.ok()) return size.error();
  return size.value() / sizeof(float);
}

void copy_floats(const val& value, Out to) { livefig_read(value.as_handle(), to.data(), to.size_bytes()); }

Result<std::vector<float>> floats(const val& value, std::string_view where) {
  return typed<float>(value, "Float32Array", where);
}

Result<std::vector<std::uint8_t>> bytes(const val& value, std::string_view where) {
  return typed<std::uint8_t>(value, "Uint8Array", where);
}

Result<std::vector<NamedArray>> named_arrays(const val& value, std::string_view where) {
  if (!is_list(value)) return wrong_kind(where, "list of arrays", value);
  std::vector<NamedArray> list;
  const double count = length(value);
  for (double i = 0; i < count; ++i) {
    const val entry = value[i];
    const std::string at = std::string(where) + "[" + number_text(i) + "]";
    if (absent(entry) || !property(entry, "name").isString()) return wrong_kind(at + ".name", "string", entry);
    const val sizes = property(entry, "shape");
    if (!is_list(sizes)) return wrong_kind(at + ".shape", "list of sizes", sizes);
    Shape shape;
    const double dimensions = length(sizes);
    for (double k = 0; k < dimensions; ++k) {
      const Result<std::uint64_t> checked =
          whole_number(sizes[k].as<double>(), static_cast<double>(largest_size), at + ".shape");
      if (!checked.ok()) return checked.error();
      shape.push_back(static_cast<std::size_t>(checked.value()));
    }
    const Result<std::vector<float>> data = floats(property(entry, "data"), at + ".data");
    if (!data.ok()) return data.error();
    list.emplace_back(property(entry, "name").as<std::string>(), std::move(shape), data.value());
  }
  return list;
}

Status OwnedArrays::read_targets(const val& value, std::string_view where, Side& side) {
  const std::string kind = kind_of(value);
  if (kind == "Int32Array") {
    Result<std::vector<std::int32_t>> read = typed<std::int32_t>(value, kind, where);
    if (!read.ok()) return read.error();
    side.classes = read.take();
  } else if (kind == "Float32Array") {
    Result<std::vector<float>> read = typed<float>(value, kind, where);
    if (!read.ok()) return read.error();
    side.values = read.take();
  } else {
    return wrong_kind(where, "Int32Array of classes or Float32Array of values", value);
  }
  return {};
}

Result<OwnedArrays> OwnedArrays::from(const val& value) {
  OwnedArrays arrays;
  if (absent(value)) return arrays;
  arrays.given_ = true;
  Result<std::vector<float>> inputs = floats(property(value, "inputs"), "data.inputs");
  if (!inputs.ok()) return inputs.error();
  arrays.training_.inputs = inputs.take();
  if (Status read = read_targets(property(value, "targets"), "data.targets", arrays.training_); !read.ok())
    return read.error();
  if (absent(property(value, "validationInputs")) && absent(property(value, "validationTargets"))) return arrays;

  inputs = floats(property(value, "validationInputs"), "data.validation.inputs");
  if (!inputs.ok()) return inputs.error();
  arrays.validation_.inputs = inputs.take();
  if (Status read = read_targets(property(value, "validationTargets"), "data.validation.targets", arrays.validation_);
      !read.ok()) {
    return read.error();
  }
  return arrays;
}

const CallerArrays* OwnedArrays::get() {
  if (!given_) return nullptr;
  view_.training = {training_.inputs, training_.classes, training_.values};
  view_.validation = {validation_.inputs, validation_.classes, validation_.values};
  return &view_;
}

}  // namespace livefig::js
