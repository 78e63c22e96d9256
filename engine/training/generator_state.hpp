// A random generator's state inside a checkpoint.
#pragma once

#include "random/generator.hpp"
#include "training/checkpoint.hpp"

namespace livefig {

inline void save_generator(CheckpointWriter& out, const GeneratorState& state) {
  out.words(state.words);
  out.u32(state.position);
  out.u32(state.has_spare ? 1 : 0);
  out.f64(state.spare);
}

/// The generator itself judges whether the state is one of its own.
inline GeneratorState read_generator(CheckpointReader& in) {
  GeneratorState state;
  in.words(state.words);
  state.position = in.u32();
  state.has_spare = in.u32() != 0;
  state.spare = in.f64();
  return state;
}

}  // namespace livefig
