// The properties, each as an expectation that names itself.
#include "properties.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "kernels/reduce.hpp"
#include "memory_count.hpp"
#include "probes/probe.hpp"
#include "training/network_objective.hpp"

namespace livefig::fuzz {
namespace {

// Beyond a run's estimate: what the call at hand needs for its answer.
constexpr std::int64_t refusal_bytes = 256 << 10;

/// Options for a probe: by chance empty, plausible, or nonsense.
Json random_options(Dice& dice) {
  constexpr std::string_view names[] = {"mode", "rows", "bins",  "layers", "layer",    "limit", "x",
                                        "y",    "size", "split", "row",    "features", "count"};
  Json options = Json::object();
  const std::size_t count = dice.below(3);
  for (std::size_t i = 0; i < count; ++i) {
    Json list = Json::array();
    for (std::size_t j = 0; j < dice.below(4); ++j) list.push(dice.between(-2, 4));
    const std::array<Json, 8> values{Json("train"), Json("eval"), Json("validation"), Json(dice.between(-1, 9)),
                                     Json(1e9),     Json(0.5),    std::move(list),    Json()};
    options.set(dice.pick(names), dice.pick(values));
  }
  return options;
}

bool same(const Error& a, const Error& b) { return a.code == b.code && a.where == b.where && a.message == b.message; }

}  // namespace

void Checker::expect(bool holds, const std::string& complaint) {
  if (!holds && complaints_.size() < 10) complaints_.push_back(complaint);
}

void Checker::expect_clear(const Error& error) {
  expect(!error.where.empty(), "an error has no place: " + error.message);
  expect(error.message.size() >= 8, "an error has no sentence: " + error.text());
  expect(error.text().size() < 600, "an error's sentence is too long: " + error.text());
}

std::vector<std::string> Checker::take_complaints() { return std::exchange(complaints_, {}); }

/// The run, or nullptr when the program was refused or is too large to be trained here.
std::unique_ptr<Run> Checker::made(const Input& input, bool& small) {
  small = true;
  Program program;
  const Errors errors = read_program(std::string_view(input.json), program);
  const Result<Program> parsed = parse_program(input.json);
  for (const Error& error : errors) expect_clear(error);
  expect(parsed.ok() == errors.empty(), "validating and parsing disagree");
  if (!errors.empty()) {
    expect(!parsed.ok() && same(parsed.error(), errors.front()), "parsing names another error than validating");
    return nullptr;
  }
  const std::string text = write_program(program).text();
  const Result<Program> again = parse_program(text);
  expect(again.ok() && write_program(again.value()).text() == text, "a written program reads as another: " + text);

  const CallerArrays view = input.arrays ? input.arrays->view() : CallerArrays{};
  const CallerArrays* arrays = input.arrays ? &view : nullptr;
  const Result<std::uint64_t> bytes = Run::estimate_bytes(program, arrays);
  if (!bytes.ok()) expect_clear(bytes.error());
  small = !bytes.ok() || bytes.value() <= most_bytes || bytes.value() > max_run_bytes;
  if (!small) return nullptr;

  const std::int64_t before = held_bytes();
  reset_peak();
  Result<std::unique_ptr<Run>> run = Run::create(program, store_, arrays);
  const std::int64_t peak = peak_bytes() - before;
  if (!run.ok()) {
    expect_clear(run.error());
    if (!bytes.ok() || bytes.value() > max_run_bytes) {
      expect(peak < refusal_bytes + static_cast<std::int64_t>(8 * input.json.size()),
             "refused after allocating " + std::to_string(peak) + " bytes: " + run.error().text());
    }
    return nullptr;
  }
  expect(bytes.ok() && bytes.value() <= max_run_bytes, "made although its estimate was refused");
  expect(bytes.ok() && peak <= static_cast<std::int64_t>(bytes.value()),
         "took " + std::to_string(peak) + " bytes to make, estimated " + std::to_string(bytes.value()));
  expect(run.value()->bytes() == bytes.value(), "a run's bytes differ from its estimate");
  return run.take();
}

void Checker::program(const Input& input, Dice& dice) {
  const std::int64_t before = held_bytes();
  bool small = true;
  std::unique_ptr<Run> run = made(input, small);
  if (!run) {
    ++(small ? tally_.programs_refused : tally_.programs_estimated);
    return;
  }
  const std::uint64_t steps = 1 + dice.below(5);
  train(*run, steps);
  ++(run->state().diverged ? tally_.programs_diverged : tally_.programs_trained);
  if (run->state().diverged) ++tally_.programs_trained;

  // The same program measured between its steps.
  const std::unique_ptr<Run> twin = made(input, small);
  if (!twin) return expect(false, "made once and then refused");
  measure(*twin, dice);
  for (std::uint64_t i = 0; i < steps; ++i) {
    train(*twin, 1);
    if (i == 0) measure(*twin, dice);
  }
  expect_equal(*run, *twin, "measuring between steps");

  const std::vector<std::uint8_t> saved = run->checkpoint();
  train(*run, 2);
  const Status restored = twin->restore(saved);
  expect(restored.ok(), "refuses its own checkpoint: " + (restored.ok() ? "" : restored.error().text()));
  expect(twin->checkpoint() == saved, "a restored run is another");
  train(*twin, 2);
  expect_equal(*run, *twin, "restoring");
  change(*run, dice);
  const std::int64_t held = held_bytes() - before;
  expect(held <= 2 * static_cast<std::int64_t>(run->bytes() + saved.size()),
         "two runs hold " + std::to_string(held) + " bytes, estimated " + std::to_string(run->bytes()) + " each");
}

void Checker::train(Run& run, std::uint64_t steps) {
  const std::uint64_t from = run.state().step;
  const bool stopped = run.state().diverged.has_value();
  const TrainState& state = run.train(steps);
  tally_.steps += state.step - from;
  if (state.diverged) {
    expect(!state.diverged->layer.empty(), "diverged nowhere");
    expect(state.diverged->step == state.step + 1, "diverged at another step");
    expect(!stopped || state.step == from, "trains on after it diverged");
  } else {
    expect(state.step == from + steps, "did not make its steps");
    expect(std::isfinite(state.loss), "runs with a loss that is not finite");
    expect(all_finite(run.objective().gradients()), "runs with gradients that are not finite");
  }
}

/// Everything that only looks, and that must leave the bits alone.
void Checker::measure(Run& run, Dice& dice) {
  const std::vector<std::uint8_t> before = run.checkpoint();
  for (const std::string_view split : {"train", "validation", "test"}) {
    const Result<Evaluation> result = run.evaluate(split);
    if (!result.ok()) expect_clear(result.error());
    expect(split != "train" || result.ok(), "cannot be evaluated");
  }
  const std::size_t width =
      run.objective().network() == nullptr ? 2 : count(run.objective().network()->trained().input_shape());
  const std::size_t rows = dice.below(4);
  const std::vector<float> inputs(rows * width + (dice.chance(0.2) ? 1 : 0), 0.25f);
  const Result<std::vector<float>> outputs = run.predict(inputs, rows);
  if (!outputs.ok()) expect_clear(outputs.error());
  for (const std::string_view name : probe_names()) {
    if (!dice.chance(0.35)) continue;
    const Result<ProbeResult> result = probe(run, name, random_options(dice));
    if (!result.ok()) {
      expect_clear(result.error());
      continue;
    }
    for (const NamedArray& array : result.value())
      expect(array.data.size() == count(array.shape), "a probe's array has another length than its shape");
  }
  (void)run.parameters();
  (void)run.state_dict();
  (void)run.penalty();
  (void)run.history().first_after(1.0);
  expect(run.checkpoint() == before, "measuring changed the run");
}

/// Live changes and parameters: taken over, or refused and nothing changed.
void Checker::change(Run& run, Dice& dice) {
  std::vector<std::uint8_t> before = run.checkpoint();
  for (int i = 0; i < 3; ++i) {
    Json next = write_program(run.program());
    break_one_place(next, dice);
    Program program;
    if (!read_program(next, program).empty()) continue;
    const Status status = run.update(program);
    if (status.ok()) {
      train(run, 1);
      before = run.checkpoint();
    } else {
      expect_clear(status.error());
      expect(run.checkpoint() == before, "a refused change changed the run");
    }
  }
  std::vector<NamedArray> list = run.parameters();
  if (list.empty()) return;
  // Only finite numbers can be set, and an overflowing step may have left others.
  if (all_finite(run.objective().parameters())) expect(run.set_parameters(list).ok(), "refuses its own parameters");
  expect(run.checkpoint() == before, "its own parameters changed the run");
  NamedArray& array = dice.pick(list);
  switch (dice.below(4)) {
    case 0:
      array.data.pop_back();
      break;
    case 1:
      array.data[dice.below(array.data.size())] = NAN;
      break;
    case 2:
      array.name += "x";
      break;
    default:
      list.pop_back();
  }
  const Status status = dice.chance(0.5) ? run.set_parameters(list) : run.load_state_dict(list);
  expect(!status.ok(), "takes a broken list of parameters");
  if (!status.ok()) expect_clear(status.error());
  expect(run.checkpoint() == before, "a refused list of parameters changed the run");
}

void Checker::expect_equal(const Run& a, const Run& b, const std::string& after) {
  expect(a.checkpoint() == b.checkpoint(), "other bits after " + after);
}

void Checker::checkpoints(const RandomProgram& own, const RandomProgram& other, std::size_t times, Dice& dice) {
  bool small = true;
  const std::unique_ptr<Run> run = made(own.input(), small);
  const std::unique_ptr<Run> stranger = made(other.input(), small);
  if (!run || !stranger) return;
  train(*run, 1 + dice.below(3));
  const Bytes kept = run->checkpoint();
  train(*stranger, dice.below(3));
  const Bytes foreign = stranger->checkpoint();
  for (std::size_t i = 0; i < times; ++i) {
    const Bytes bytes = mutated_checkpoint(kept, foreign, dice);
    const Bytes before = run->checkpoint();
    const Status status = run->restore(bytes);
    if (!status.ok()) {
      ++tally_.checkpoints_refused;
      expect_clear(status.error());
      expect(status.error().code == ErrorCode::BadCheckpoint, "a checkpoint is refused as " + status.error().text());
      expect(run->checkpoint() == before, "a refused checkpoint changed the run");
      continue;
    }
    ++tally_.checkpoints_restored;
    const TrainState& state = run->train(2);
    expect(state.diverged || std::isfinite(state.loss), "runs on with a loss that is not finite");
    if (i % 4 == 0) measure(*run, dice);
  }
}

}  // namespace livefig::fuzz
