// Registration of the TypeScript types, in the module that is asked for livefig.d.ts.
#include "bindings/js_types.hpp"

#include <emscripten/bind.h>

namespace livefig::js {

#define LIVEFIG_ERROR "{ code: string; where: string; message: string }"
#define LIVEFIG_OR_FAILURE " | { error: " LIVEFIG_ERROR " }"
#define LIVEFIG_NAMED "{ name: string; shape: number[]; data: Float32Array }[]"

void register_types() {
  using emscripten::register_type;
  register_type<FloatArray>("Float32Array");
  register_type<FloatArrayOrNull>("Float32Array | null");
  register_type<ByteArray>("Uint8Array");
  register_type<CallerArraysOrNull>(
      "{ inputs: Float32Array; targets: Int32Array | Float32Array; validationInputs?: Float32Array; "
      "validationTargets?: Int32Array | Float32Array } | null");
  register_type<NamedArrays>(LIVEFIG_NAMED);

  register_type<DoneAnswer>("null" LIVEFIG_OR_FAILURE);
  register_type<NumberAnswer>("number" LIVEFIG_OR_FAILURE);
  register_type<TextAnswer>("string" LIVEFIG_OR_FAILURE);
  register_type<FloatsAnswer>("Float32Array" LIVEFIG_OR_FAILURE);
  register_type<BytesAnswer>("Uint8Array" LIVEFIG_OR_FAILURE);
  register_type<NamedArraysAnswer>(LIVEFIG_NAMED LIVEFIG_OR_FAILURE);
  register_type<TrainAnswer>(
      "{ step: number; epoch: number; loss: number; status: \"running\" | \"diverged\"; "
      "diverged?: { step: number; layer: string } }" LIVEFIG_OR_FAILURE);
  register_type<EvaluationAnswer>("{ loss: number; accuracy: number | null }" LIVEFIG_OR_FAILURE);
  register_type<HistoryAnswer>(
      "{ step: Float32Array; epoch: Float32Array; trainLoss: Float32Array; penalty: Float32Array; "
      "lr: Float32Array; x?: Float32Array; y?: Float32Array }" LIVEFIG_OR_FAILURE);
  register_type<LayersAnswer>(
      "{ index: number; name: string; type: string; shape: number[]; parameters: number }[]" LIVEFIG_OR_FAILURE);
  register_type<ErrorList>(LIVEFIG_ERROR "[]");
  register_type<Nothing>("null");
}

}  // namespace livefig::js
