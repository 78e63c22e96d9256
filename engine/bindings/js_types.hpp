// The TypeScript types of everything that crosses the border, as livefig.d.ts shall spell them. Only the module that
// the build asks for that file registers them (LIVEFIG_TYPES): no page reads their names.
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

#ifdef LIVEFIG_TYPES

/// Tells Embind how each is written in TypeScript.
void register_types();

/// An Embind policy that names the types of a function whose values are emscripten::val: the answer's, then the
/// arguments' as far as they are given.
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

#else  // what ships, where a value is a value

inline void register_types() {}

template <class...>
struct typed {
  template <class Type, std::size_t>
  struct Transform {
    using type = Type;
  };
};

#endif

}  // namespace livefig::js
