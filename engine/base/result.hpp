// The engine's only way to say no: a value or an Error with a code, the place and a sentence.
#pragma once

#include <cassert>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.hpp"

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
///
/// Errors are passed on in a hundred places: what making, moving and dropping one takes is called there, not inlined.
struct Error {
  ErrorCode code = ErrorCode::InvalidValue;
  std::string where;
  std::string message;

  Error() = default;
  Error(ErrorCode error_code, const Piece& error_where, const Piece& error_message);
  Error(ErrorCode error_code, const Piece& error_where, Pieces error_message);
  Error(ErrorCode error_code, Pieces error_where, Pieces error_message);
  Error(const Error&);
  Error(Error&&) noexcept;
  Error& operator=(const Error&);
  Error& operator=(Error&&) noexcept;
  ~Error();

  /// "[model[2].p] must be below 1, got 1.5"
  std::string text() const { return joined({"[", where, "] ", message}); }
};

using Errors = std::vector<Error>;

/// An Error or none, as a pointer: most calls succeed, and all that a success then makes and drops is a null.
class KeptError {
 public:
  KeptError() = default;
  KeptError(const Error& error);
  KeptError(Error&& error);
  KeptError(KeptError&& other) noexcept : error_(std::exchange(other.error_, nullptr)) {}
  KeptError& operator=(KeptError&& other) noexcept {
    std::swap(error_, other.error_);
    return *this;
  }
  ~KeptError();

  explicit operator bool() const { return error_ != nullptr; }
  const Error& operator*() const {
    assert(error_ != nullptr);
    return *error_;
  }

 private:
  const Error* error_ = nullptr;
};

/// Either a T or an Error. Ask ok() first: value() of an error is a bug of the caller.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}
  Result(const Error& error) : error_(error) {}
  Result(Error&& error) : error_(std::move(error)) {}

  bool ok() const { return !error_; }

  const T& value() const {
    assert(ok());
    return *value_;
  }
  T& value() {
    assert(ok());
    return *value_;
  }
  /// Moves the value out.
  T take() {
    assert(ok());
    return std::move(*value_);
  }
  const Error& error() const { return *error_; }

 private:
  // Side by side: a std::variant of the two would be visited in every copy, move and destructor.
  std::optional<T> value_;
  KeptError error_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(const Error& error) : error_(error) {}
  Result(Error&& error) : error_(std::move(error)) {}

  bool ok() const { return !error_; }
  const Error& error() const { return *error_; }

 private:
  KeptError error_;
};

using Status = Result<void>;

}  // namespace livefig
