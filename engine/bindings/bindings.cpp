// The module's table: which JavaScript name is which engine call. Declared in livefig.d.ts by the build.
#include <emscripten/bind.h>

#include "bindings/js_types.hpp"
#include "bindings/module.hpp"
#include "bindings/run_calls.hpp"

EMSCRIPTEN_BINDINGS(livefig) {
  using namespace emscripten;
  namespace js = livefig::js;

  js::register_types();

  function("version", &js::version);
  function("describe", &js::describe);
  function("matmul", &js::matmul, js::typed<js::FloatsAnswer, js::FloatArray, js::FloatArray, js::FloatArrayOrNull>());
  function("provide", &js::provide, js::typed<js::DoneAnswer, std::string, js::ByteArray>());
  function("validate", &js::validate, js::typed<js::ErrorList, std::string, js::CallerArraysOrNull>());
  function("estimateBytes", &js::estimate_bytes, js::typed<js::NumberAnswer, std::string, js::CallerArraysOrNull>());
  function("createRun", &js::create_run, js::typed<js::NumberAnswer, std::string, js::CallerArraysOrNull>());

  // Calls of a run, by the handle that createRun answered.
  function("program", js::by_handle<js::program>, js::typed<js::TextAnswer>());
  function("train", js::by_handle<js::train>, js::typed<js::TrainAnswer>());
  function("status", js::by_handle<js::status>, js::typed<js::TrainAnswer>());
  function("evaluate", js::by_handle<js::evaluate>, js::typed<js::EvaluationAnswer>());
  function("predict", js::by_handle<js::predict>, js::typed<js::FloatsAnswer, double, js::FloatArray>());
  function("probe", js::by_handle<js::probe>, js::typed<js::NamedArraysAnswer>());
  function("history", js::by_handle<js::history>, js::typed<js::HistoryAnswer>());
  function("layers", js::by_handle<js::layers>, js::typed<js::LayersAnswer>());
  function("parameters", js::by_handle<js::parameters>, js::typed<js::NamedArraysAnswer>());
  function("setParameters", js::by_handle<js::set_parameters>, js::typed<js::DoneAnswer, double, js::NamedArrays>());
  function("stateDict", js::by_handle<js::state_dict>, js::typed<js::NamedArraysAnswer>());
  function("loadStateDict", js::by_handle<js::load_state_dict>, js::typed<js::DoneAnswer, double, js::NamedArrays>());
  function("update", js::by_handle<js::update>, js::typed<js::DoneAnswer>());
  function("checkpoint", js::by_handle<js::checkpoint>, js::typed<js::BytesAnswer>());
  function("restore", js::by_handle<js::restore>, js::typed<js::DoneAnswer, double, js::ByteArray>());
  function("penalty", js::by_handle<js::penalty>, js::typed<js::NumberAnswer>());
  function("bytes", js::by_handle<js::bytes_held>, js::typed<js::NumberAnswer>());
  function("dispose", &js::dispose, js::typed<js::Nothing>());
}
