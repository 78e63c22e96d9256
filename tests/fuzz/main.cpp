// The fuzzer: `livefig_fuzz --count N [--first CASE] [--report FILE]`. A case is its number: whatever goes wrong prints
// it, and `--first CASE --cases 1` repeats it.
#include <sanitizer/common_interface_defs.h>
#include <sys/time.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "memory_count.hpp"
#include "properties.hpp"

using namespace livefig;
using namespace livefig::fuzz;

namespace {

/// Processor seconds that one case may take; slow ones take a few hundredths.
constexpr int most_seconds = 20;
constexpr std::uint64_t most_failures = 10;

std::uint64_t current_case = 0;
std::string current_input;  // the last one handed in

/// Copied into the same memory, so that it is no leak.
void remember(std::string_view input) { current_input.assign(input.substr(0, current_input.capacity())); }

void print_case() {
  std::fprintf(stderr, "\ncase %llu: livefig_fuzz --first %llu --cases 1\nlast input: %s\n",
               static_cast<unsigned long long>(current_case), static_cast<unsigned long long>(current_case),
               current_input.c_str());
}

void on_timeout(int) {
  std::fprintf(stderr, "a case takes longer than %d s\n", most_seconds);
  print_case();
  _exit(3);
}

void set_timer(int seconds) {
  const itimerval timer{{0, 0}, {seconds, 0}};
  setitimer(ITIMER_PROF, &timer, nullptr);
}

void run_case(Checker& checker, const Listing& listing, std::uint64_t number) {
  // Mixed first: neighbouring states would give the same numbers, shifted by one.
  Dice dice(Dice(number).bits());
  const RandomProgram good = random_program(listing, dice);
  const auto hand_in = [&](const Input& input) {
    remember(input.json);
    checker.program(input, dice);
  };
  const double kind = dice.share();
  if (kind < 0.3) {
    hand_in(good.input());
  } else if (kind < 0.6) {
    for (int i = 0; i < 6; ++i) {
      RandomProgram broken = good;
      for (std::size_t j = 0; j <= dice.below(2); ++j) break_one_place(broken.json, dice);
      hand_in(broken.input());
    }
  } else if (kind < 0.85) {
    for (int i = 0; i < 8; ++i) hand_in({mutated_text(good.json.text(), dice), good.arrays});
  } else {
    // A stranger that differs in one place is nearer to being taken for the run's own.
    RandomProgram other = good;
    if (dice.chance(0.3)) {
      other = random_program(listing, dice);
    } else if (dice.chance(0.7)) {
      break_one_place(other.json, dice);
    }
    remember(good.json.text() + " and the checkpoint of " + other.json.text());
    checker.checkpoints(good, other, 16, dice);
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::uint64_t count = 1000, first = 0, cases = ~std::uint64_t{0};
  const char* report = nullptr;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view name = argv[i];
    if (name == "--count") count = std::strtoull(argv[i + 1], nullptr, 10);
    if (name == "--first") first = std::strtoull(argv[i + 1], nullptr, 10);
    if (name == "--cases") cases = std::strtoull(argv[i + 1], nullptr, 10);
    if (name == "--report") report = argv[i + 1];
  }
  __sanitizer_set_death_callback(print_case);
  std::signal(SIGPROF, on_timeout);

  current_input.reserve(1 << 20);
  const Listing listing;
  const DataStore store = digit_store();
  Checker checker(store);
  // Tables that are made once and for all are made before memory is compared.
  for (current_case = first; current_case < first + 20; ++current_case) run_case(checker, listing, current_case);
  (void)checker.take_complaints();
  count_memory();

  std::uint64_t failures = 0;
  const std::uint64_t warm = checker.tally().executions();
  for (current_case = first; checker.tally().executions() < warm + count && current_case - first < cases;
       ++current_case) {
    const std::int64_t held = held_bytes();
    set_timer(most_seconds);
    run_case(checker, listing, current_case);
    set_timer(0);
    std::vector<std::string> complaints = checker.take_complaints();
    if (held_bytes() != held && complaints.empty()) {
      complaints.push_back("leaves " + std::to_string(held_bytes() - held) + " bytes behind");
    }
    if (complaints.empty()) continue;
    for (const std::string& complaint : complaints) std::fprintf(stderr, "%s\n", complaint.c_str());
    print_case();
    if (++failures == most_failures) break;
  }

  const Tally& tally = checker.tally();
  const auto number = [](std::uint64_t value) { return static_cast<double>(value); };
  Json answer = Json::object();
  answer.set("executions", number(tally.executions() - warm));
  answer.set("cases", number(current_case - first));
  answer.set("failures", number(failures));
  answer.set("programs_refused", number(tally.programs_refused));
  answer.set("programs_trained", number(tally.programs_trained));
  answer.set("programs_diverged", number(tally.programs_diverged));
  answer.set("programs_estimated", number(tally.programs_estimated));
  answer.set("checkpoints_refused", number(tally.checkpoints_refused));
  answer.set("checkpoints_restored", number(tally.checkpoints_restored));
  answer.set("steps", number(tally.steps));
  const std::string text = answer.text() + "\n";
  std::fputs(text.c_str(), stdout);
  if (report != nullptr) {
    if (std::FILE* file = std::fopen(report, "w")) {
      std::fputs(text.c_str(), file);
      std::fclose(file);
    }
  }
  return failures == 0 ? 0 : 1;
}
