// What the engine answers, built in JavaScript piece by piece: every value goes under a key of the object or to the end
// of the list that is open; web/engine/wire.ts has the other side.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/function_ref.hpp"
#include "base/result.hpp"
#include "training/run.hpp"

namespace livefig::js {

/// The whole of an answer: a call puts one value under this key, or an Error under `error`.
inline constexpr const char* whole = "answer";
/// Elements of a list have no key.
inline constexpr const char* element = "";

/// Keys are string literals: the other side remembers them by their address.
void put(const char* key, double value);
void put(const char* key, std::string_view text);
/// Arrays are copied out.
void put(const char* key, In values);
void put(const char* key, std::span<const std::uint8_t> bytes);
void put(const char* key, const Shape& shape);
void put(const char* key, std::span<const NamedArray> list);
void put(const char* key, const TrainState& state);
void put(const char* key, const Evaluation& evaluation);
void put(const char* key, const Error& error);
void put_null(const char* key);
void put_object(const char* key, FunctionRef<void()> fill);
void put_list(const char* key, FunctionRef<void()> fill);

/// Answers the Error, as { error }.
void refuse(const Error& error);
/// Answers null when it was done.
void answer(const Status& status);
/// The answer of a call that can be refused.
template <class T>
void answer(const Result<T>& result) {
  if (result.ok()) {
    put(whole, result.value());
  } else {
    refuse(result.error());
  }
}

}  // namespace livefig::js
