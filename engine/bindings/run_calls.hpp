// The calls of one run.
#pragma once

#include <string>

#include "bindings/js_types.hpp"
#include "training/run.hpp"

namespace livefig::js {

std::string program(const Run& run);
TrainAnswer train(Run& run, double steps);
StatusAnswer status(const Run& run);
EvaluationAnswer evaluate(Run& run, std::string split);
FloatsAnswer predict(Run& run, FloatArray inputs, double rows);
ProbeAnswer probe(Run& run, std::string name, std::string options);
HistoryAnswer history(const Run& run, double since);
LayerList layers(Run& run);
NamedArrays parameters(const Run& run);
DoneAnswer set_parameters(Run& run, NamedArrays list);
NamedArrays state_dict(const Run& run);
DoneAnswer load_state_dict(Run& run, NamedArrays list);
DoneAnswer update(Run& run, std::string json);
BytesAnswer checkpoint(const Run& run);
DoneAnswer restore(Run& run, ByteArray bytes);
double penalty(const Run& run);
double bytes_held(const Run& run);

}  // namespace livefig::js
