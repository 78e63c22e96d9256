// The TypeScript types of everything that crosses the border, as livefig.d.ts shall spell them.
#pragma once

#include <cstddef>
#include <tuple>

namespace livefig::js {

/// Arguments
struct FloatArray;
struct FloatArrayOrNull;
struct ByteArray;
struct CallerArraysOrNull;
struct NamedArrays;

/// Answers: a value, or { error }
struct DoneAnswer;
struct NumberAnswer;
struct TextAnswer;
struct FloatsAnswer;
struct BytesAnswer;
struct NamedArraysAnswer;
struct TrainAnswer;
struct EvaluationAnswer;
struct HistoryAnswer;
struct LayersAnswer;
/// Answers of what cannot be refused
struct ErrorList;
struct Nothing;

/// Tells Embind how each is written in TypeScript.
void register_types();

/// An Embind policy that names the types of a function whose values are emscripten::val: the answer's, then the
/// arguments' as far as they are given. They are names only, so that functions of one shape share all code.
template <class... Types>
struct typed {
  template <class Type, std::size_t Index>
  struct Transform {
    using type = Type;
  };
  template <class Type, std::size_t Index>
    requires(Index < sizeof...(Types))
  struct Transform<Type, Index> {
    using type = std::tuple_element_t<Index, std::tuple<Types...>>;
  };
};

}  // namespace livefig::js
