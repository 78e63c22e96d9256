// What must hold for every input, whatever it is: refused with a clear error, or trained.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "mutations.hpp"
#include "random_program.hpp"

namespace livefig::fuzz {

/// What became of the inputs.
struct Tally {
  std::uint64_t programs_refused = 0, programs_trained = 0, programs_diverged = 0, programs_estimated = 0;
  std::uint64_t checkpoints_refused = 0, checkpoints_restored = 0;
  std::uint64_t steps = 0;

  std::uint64_t executions() const {
    return programs_refused + programs_trained + programs_estimated + checkpoints_refused + checkpoints_restored;
  }
};

class Checker {
 public:
  explicit Checker(const DataStore& store) : store_(store) {}

  /// One program: read, estimated, made, measured, trained, saved, restored, changed and freed.
  void program(const Input& input, Dice& dice);
  /// `times` altered checkpoints for a run of `own`; foreign parts come from `other`.
  void checkpoints(const RandomProgram& own, const RandomProgram& other, std::size_t times, Dice& dice);

  const Tally& tally() const { return tally_; }
  /// What did not hold, since the last call.
  std::vector<std::string> take_complaints();

 private:
  void expect(bool holds, const std::string& complaint);
  void expect_clear(const Error& error);
  std::unique_ptr<Run> made(const Input& input, bool& small);
  void train(Run& run, std::uint64_t steps);
  void measure(Run& run, Dice& dice);
  void change(Run& run, Dice& dice);
  void expect_equal(const Run& a, const Run& b, const std::string& after);

  const DataStore& store_;
  Tally tally_;
  std::vector<std::string> complaints_;
};

}  // namespace livefig::fuzz
