// The engine's only way to say no: a value or an Error with a code, the place and a sentence.
#pragma once

#include <cassert>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace livefig {

enum class ErrorCode {
  InvalidValue,   // a known field with a value outside its range or of a wrong type
  UnknownName,    // a layer, loss, optimizer, data set, probe… that does not exist
  UnknownField,   // a field that its type does not have
  MissingField,   // a required field that was left out
  ShapeMismatch,  // two sizes that must agree do not
  BadData,        // data that cannot be trained on: empty, not finite, a class out of range
  BadJson,        // text that is not JSON, or that is nested too deeply
  BadCheckpoint,  // truncated, altered or foreign bytes
  TooLarge,       // would need more memory than allowed; nothing was allocated
  NeedsNewRun,    // the change cannot be made while a run lives
  Disposed,       // the run was disposed of
};

/// The code as the API spells it: "invalid_value".
constexpr std::string_view phrase(ErrorCode code) {
  switch (code) {
    case ErrorCode::InvalidValue:
      return "invalid_value";
    case ErrorCode::UnknownName:
      return "unknown_name";
    case ErrorCode::UnknownField:
      return "unknown_field";
    case ErrorCode::MissingField:
      return "missing_field";
    case ErrorCode::ShapeMismatch:
      return "shape_mismatch";
    case ErrorCode::BadData:
      return "bad_data";
    case ErrorCode::BadJson:
      return "bad_json";
    case ErrorCode::BadCheckpoint:
      return "bad_checkpoint";
    case ErrorCode::TooLarge:
      return "too_large";
    case ErrorCode::NeedsNewRun:
      return "needs_new_run";
    case ErrorCode::Disposed:
      return "disposed";
  }
  return "invalid_value";
}

/// `where` is the path of a field (`model[2].p`) or the call that failed (`predict`).
struct Error {
  ErrorCode code;
  std::string where;
  std::string message;

  /// "[model[2].p] must be below 1, got 1.5"
  std::string text() const { return "[" + where + "] " + message; }
};

using Errors = std::vector<Error>;

/// Either a T or an Error. Ask ok() first: value() of an error is a bug of the caller.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return state_.index() == 0; }

  const T& value() const {
    assert(ok());
    return *std::get_if<0>(&state_);
  }
  T& value() {
    assert(ok());
    return *std::get_if<0>(&state_);
  }
  /// Moves the value out.
  T take() {
    assert(ok());
    return std::move(*std::get_if<0>(&state_));
  }
  const Error& error() const {
    assert(!ok());
    return *std::get_if<1>(&state_);
  }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : state_(std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  const Error& error() const {
    assert(!ok());
    return *std::get_if<1>(&state_);
  }

 private:
  std::variant<std::monostate, Error> state_;
};

using Status = Result<void>;

}  // namespace livefig
