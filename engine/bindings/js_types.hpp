// The TypeScript types of everything that crosses the border, as livefig.d.ts shall spell them.
#pragma once

#include <emscripten/bind.h>
#include <emscripten/val.h>

namespace livefig::js {

/// Arguments
EMSCRIPTEN_DECLARE_VAL_TYPE(FloatArray)
EMSCRIPTEN_DECLARE_VAL_TYPE(ByteArray)
EMSCRIPTEN_DECLARE_VAL_TYPE(CallerArraysOrNull)
EMSCRIPTEN_DECLARE_VAL_TYPE(NamedArrays)

/// Answers: a value, or { error }
EMSCRIPTEN_DECLARE_VAL_TYPE(DoneAnswer)
EMSCRIPTEN_DECLARE_VAL_TYPE(NumberAnswer)
EMSCRIPTEN_DECLARE_VAL_TYPE(FloatsAnswer)
EMSCRIPTEN_DECLARE_VAL_TYPE(BytesAnswer)
EMSCRIPTEN_DECLARE_VAL_TYPE(ErrorList)
EMSCRIPTEN_DECLARE_VAL_TYPE(RunAnswer)
EMSCRIPTEN_DECLARE_VAL_TYPE(TrainAnswer)
EMSCRIPTEN_DECLARE_VAL_TYPE(StatusAnswer)
EMSCRIPTEN_DECLARE_VAL_TYPE(EvaluationAnswer)
EMSCRIPTEN_DECLARE_VAL_TYPE(ProbeAnswer)
EMSCRIPTEN_DECLARE_VAL_TYPE(HistoryAnswer)
EMSCRIPTEN_DECLARE_VAL_TYPE(LayerList)

/// Tells Embind how each is written in TypeScript.
void register_types();

}  // namespace livefig::js
