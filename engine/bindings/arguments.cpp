// Checking and copying of JavaScript values.
#include "bindings/arguments.hpp"

#include <cmath>
#include <string>

#include "base/number_text.hpp"
#include "tensor/arena.hpp"

namespace livefig::js {
namespace {

using emscripten::val;

bool absent(const val& value) { return value.isNull() || value.isUndefined(); }

/// "Float32Array", "Object", …; "" for null and undefined, which have no constructor to ask.
std::string kind_of(const val& value) {
  if (absent(value)) return {};
  const val constructor = value["constructor"];
  if (absent(constructor)) return {};
  const val name = constructor["name"];
  return name.isString() ? name.as<std::string>() : std::string();
}

Error wrong_kind(std::string_view where, std::string_view expected, const val& value) {
  const std::string kind = kind_of(value);
  return {ErrorCode::InvalidValue, std::string(where),
          "expected a " + std::string(expected) + ", got " + (kind.empty() ? "nothing" : "a " + kind)};
}

template <class T>
Result<std::vector<T>> typed(const val& value, std::string_view kind, std::string_view where) {
  if (kind_of(value) != kind) return wrong_kind(where, kind, value);
  // A failed copy would end the module: asked for first.
  const auto size = static_cast<std::uint64_t>(value["byteLength"].as<double>());
  if (size > max_run_bytes || !memory_for(size))
    return Error{ErrorCode::TooLarge, std::string(where),
                 "an array of " + megabytes(size) + " is more than can be held"};
  return emscripten::convertJSArrayToNumberVector<T>(value);
}

}  // namespace

Result<std::uint64_t> whole_number(double value, double most, std::string_view where) {
  if (value >= 0.0 && value <= most && std::floor(value) == value) return static_cast<std::uint64_t>(value);
  return Error{ErrorCode::InvalidValue, std::string(where),
               "must be a whole number from 0 to " + number_text(most) + ", got " + number_text(value)};
}

Result<std::vector<float>> floats(const val& value, std::string_view where) {
  return typed<float>(value, "Float32Array", where);
}

Result<std::vector<std::uint8_t>> bytes(const val& value, std::string_view where) {
  return typed<std::uint8_t>(value, "Uint8Array", where);
}

Result<std::vector<NamedArray>> named_arrays(const val& value, std::string_view where) {
  if (!value.isArray()) return wrong_kind(where, "list of arrays", value);
  std::vector<NamedArray> list;
  const auto length = value["length"].as<unsigned>();
  for (unsigned i = 0; i < length; ++i) {
    const val entry = value[i];
    const std::string at = std::string(where) + "[" + number_text(i) + "]";
    if (absent(entry) || !entry["name"].isString()) return wrong_kind(at + ".name", "string", entry);
    const val sizes = entry["shape"];
    if (!sizes.isArray()) return wrong_kind(at + ".shape", "list of sizes", sizes);
    Shape shape;
    for (const double size : emscripten::convertJSArrayToNumberVector<double>(sizes)) {
      const Result<std::uint64_t> checked = whole_number(size, static_cast<double>(largest_size), at + ".shape");
      if (!checked.ok()) return checked.error();
      shape.push_back(static_cast<std::size_t>(checked.value()));
    }
    const Result<std::vector<float>> data = floats(entry["data"], at + ".data");
    if (!data.ok()) return data.error();
    list.emplace_back(entry["name"].as<std::string>(), std::move(shape), data.value());
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
  Result<std::vector<float>> inputs = floats(value["inputs"], "data.inputs");
  if (!inputs.ok()) return inputs.error();
  arrays.training_.inputs = inputs.take();
  if (Status read = read_targets(value["targets"], "data.targets", arrays.training_); !read.ok()) return read.error();
  if (absent(value["validationInputs"]) && absent(value["validationTargets"])) return arrays;

  inputs = floats(value["validationInputs"], "data.validation.inputs");
  if (!inputs.ok()) return inputs.error();
  arrays.validation_.inputs = inputs.take();
  if (Status read = read_targets(value["validationTargets"], "data.validation.targets", arrays.validation_);
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
