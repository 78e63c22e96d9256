// Runs made from JSON, for the tests of training and probes.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <memory>
#include <string>
#include <vector>

#include "probes/probe.hpp"
#include "training/run.hpp"

namespace livefig::test {

inline Program program_of(const std::string& json) {
  Program program;
  for (const Error& error : read_program(std::string_view(json), program)) FAIL_CHECK(error.text());
  return program;
}

inline std::unique_ptr<Run> run_of(const std::string& json, const CallerArrays* arrays = nullptr) {
  Result<std::unique_ptr<Run>> made = Run::create(program_of(json), DataStore{}, arrays);
  if (!made.ok()) FAIL(made.error().text());
  return made.take();
}

/// The error that a program is refused with; fails the test when it is not.
inline Error refusal_of(const std::string& json, const CallerArrays* arrays = nullptr) {
  const Result<Program> program = parse_program(json);
  if (!program.ok()) return program.error();
  Result<std::unique_ptr<Run>> made = Run::create(program.value(), DataStore{}, arrays);
  if (made.ok()) FAIL("was not refused: " << json);
  return made.error();
}

/// Everything random at once: shuffling, dropout, batch norm's statistics, a short last batch.
inline const std::string busy = R"({
  "seed": 5, "data": {"name": "moons", "train": 50, "validation": 30},
  "model": [{"type": "Linear", "out_features": 12}, {"type": "BatchNorm1d"}, {"type": "ReLU"},
            {"type": "Dropout", "p": 0.4},
            {"type": "Residual", "scale": 0.5, "block": [{"type": "Linear", "out_features": 12}, {"type": "Tanh"}]},
            {"type": "Linear", "out_features": 2}],
  "loss": {"type": "CrossEntropyLoss", "l2": 0.001},
  "optimizer": {"type": "Adam", "lr": 0.01}, "batch_size": 16})";

inline const std::string plain = R"({
  "seed": 3, "data": {"name": "moons", "train": 80, "validation": 40, "noise": 0.1},
  "model": [{"type": "Linear", "out_features": 16}, {"type": "Tanh"}, {"type": "Linear", "out_features": 2}],
  "loss": {"type": "CrossEntropyLoss"},
  "optimizer": {"type": "SGD", "lr": 0.5, "momentum": 0.9}, "batch_size": 16})";

inline const std::string surface = R"({
  "surface": {"name": "rosenbrock", "start": [-1.2, 1]},
  "optimizer": {"type": "Adam", "lr": 0.02}})";

inline std::vector<float> copy_of(In values) { return {values.begin(), values.end()}; }

inline const NamedArray& array_of(const ProbeResult& result, std::string_view name) {
  for (const NamedArray& array : result) {
    if (array.name == name) return array;
  }
  FAIL("there is no array " << name);
  return result.front();
}

/// A measurement that must succeed; `options` is JSON.
inline ProbeResult measured(Run& run, std::string_view name, const std::string& options = "{}") {
  const Result<Json> json = Json::parse(options);
  REQUIRE(json.ok());
  Result<ProbeResult> result = probe(run, name, json.value());
  if (!result.ok()) FAIL(result.error().text());
  for (const NamedArray& array : result.value()) CHECK(array.data.size() == count(array.shape));
  return result.take();
}

inline Error probe_refusal(Run& run, std::string_view name, const std::string& options = "{}") {
  const Result<Json> json = Json::parse(options);
  REQUIRE(json.ok());
  const Result<ProbeResult> result = probe(run, name, json.value());
  if (result.ok()) FAIL("was not refused: " << name << " " << options);
  return result.error();
}

}  // namespace livefig::test
