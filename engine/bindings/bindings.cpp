// The module's table: which JavaScript name is which engine call. Declared in livefig.d.ts by the build.
#include <emscripten/bind.h>

#include "bindings/answers.hpp"
#include "bindings/arguments.hpp"
#include "bindings/js_types.hpp"
#include "bindings/module.hpp"
#include "bindings/run_calls.hpp"

EMSCRIPTEN_BINDINGS(livefig) {
  using namespace emscripten;
  namespace js = livefig::js;

  js::register_types();

  function("version", &js::version);
  function("describe", &js::describe);
  function("matmul", &js::matmul);
  function("provide", &js::provide);
  function("validate", &js::validate);
  function("estimateBytes", &js::estimate_bytes);
  function("createRun", &js::create_run);

  class_<livefig::Run>("Run")
      .function("program", &js::program)
      .function("train", &js::train)
      .function("status", &js::status)
      .function("evaluate", &js::evaluate)
      .function("predict", &js::predict)
      .function("probe", &js::probe)
      .function("history", &js::history)
      .function("layers", &js::layers)
      .function("parameters", &js::parameters)
      .function("setParameters", &js::set_parameters)
      .function("stateDict", &js::state_dict)
      .function("loadStateDict", &js::load_state_dict)
      .function("update", &js::update)
      .function("checkpoint", &js::checkpoint)
      .function("restore", &js::restore)
      .function("penalty", &js::penalty)
      .function("bytes", &js::bytes_held);
}
