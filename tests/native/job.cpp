// Trains a job's program and tells what came of it.
#include "job.hpp"

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "fingerprint.hpp"
#include "given_arrays.hpp"
#include "training/run.hpp"

namespace livefig::native {
namespace {

Result<std::vector<std::uint8_t>> read_bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error{ErrorCode::InvalidValue, path, "cannot be read"};
  return std::vector<std::uint8_t>(std::istreambuf_iterator<char>(file), {});
}

Status write_bytes(const std::string& path, const std::vector<std::uint8_t>& bytes) {
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file) return Error{ErrorCode::InvalidValue, path, "cannot be written"};
  return {};
}

Json list_of(In values) {
  Json list = Json::array();
  for (const float value : values) list.push(static_cast<double>(value));
  return list;
}

In recorded_losses(const History& history) {
  const auto names = History::names(history.path());
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == "trainLoss") return history.column(i);
  }
  return {};
}

Json told(Run& run, bool with_values) {
  const TrainState& state = run.state();
  Json result = Json::object();
  result.set("step", static_cast<double>(state.step));
  result.set("loss", static_cast<double>(state.loss));
  result.set("status", state.diverged ? "diverged" : "running");
  if (state.diverged) {
    Json& diverged = result.set("diverged", Json::object());
    diverged.set("step", static_cast<double>(state.diverged->step));
    diverged.set("layer", state.diverged->layer);
  }

  Fingerprint arrays, losses, evaluated;
  const std::vector<NamedArray> state_dict = run.state_dict();
  for (const NamedArray& array : state_dict) arrays.add(array.data);
  losses.add(recorded_losses(run.history()));
  losses.add(In(&state.loss, 1));
  for (const std::string_view split : {"train", "validation"}) {
    // A split without rows has no loss.
    if (const Result<Evaluation> evaluation = run.evaluate(split); evaluation.ok()) {
      evaluated.add(In(&evaluation.value().loss, 1));
    }
  }
  result.set("state", arrays.text());
  result.set("losses", losses.text());
  result.set("evaluated", evaluated.text());
  if (!with_values) return result;

  Json& values = result.set("values", Json::object());
  values.set("losses", list_of(recorded_losses(run.history())));
  Json& dict = values.set("state", Json::object());
  for (const NamedArray& array : state_dict) dict.set(array.name, list_of(array.data));
  return result;
}

}  // namespace

Result<Json> answer(const Json& job, const DataStore& store) {
  const Json* given = job.find("program");
  const Json* steps = job.find("steps");
  if (given == nullptr || steps == nullptr) return Error{ErrorCode::MissingField, "job", "needs program and steps"};
  Json text = *given;
  GivenArrays arrays(text);
  Program program;
  if (const Errors errors = read_program(text, program); !errors.empty()) return errors.front();
  Result<std::unique_ptr<Run>> made = Run::create(program, store, arrays.get());
  if (!made.ok()) return made.error();
  Run& run = *made.value();

  if (const Json* path = job.find("restore")) {
    const Result<std::vector<std::uint8_t>> bytes = read_bytes(path->string());
    if (!bytes.ok()) return bytes.error();
    if (Status restored = run.restore(bytes.value()); !restored.ok()) return restored.error();
  }
  run.train(static_cast<std::uint64_t>(steps->number()));
  if (const Json* path = job.find("checkpoint")) {
    if (Status written = write_bytes(path->string(), run.checkpoint()); !written.ok()) return written.error();
  }
  const Json* values = job.find("values");
  return told(run, values != nullptr && values->boolean());
}

}  // namespace livefig::native
