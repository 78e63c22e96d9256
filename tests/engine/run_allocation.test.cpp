// Training allocates nothing: counted through the global operator new.
#include <atomic>
#include <cstdlib>
#include <new>

#include "run_bench.hpp"

using namespace livefig;
using namespace livefig::test;

namespace {

std::atomic<std::size_t> allocations{0};
std::atomic<std::size_t> allocated{0};  // bytes
/// As if the machine had no more: what may fail by its nothrow form then does.
std::atomic<std::size_t> most_at_once{~std::size_t{0}};

void* counted(std::size_t bytes) {
  ++allocations;
  allocated += bytes;
  if (void* memory = std::malloc(bytes == 0 ? 1 : bytes)) return memory;
  std::abort();
}

void* counted(std::size_t bytes, std::align_val_t alignment) {
  ++allocations;
  allocated += bytes;
  const auto step = static_cast<std::size_t>(alignment);
  if (void* memory = std::aligned_alloc(step, (bytes + step - 1) / step * step)) return memory;
  std::abort();
}

}  // namespace

void* operator new(std::size_t bytes) { return counted(bytes); }
void* operator new[](std::size_t bytes) { return counted(bytes); }
void* operator new(std::size_t bytes, std::align_val_t alignment) { return counted(bytes, alignment); }
void* operator new[](std::size_t bytes, std::align_val_t alignment) { return counted(bytes, alignment); }
// Every form, or a sanitizer would meet memory that one allocator gave and another takes back.
void* operator new(std::size_t bytes, const std::nothrow_t&) noexcept {
  return bytes > most_at_once ? nullptr : counted(bytes);
}
void* operator new[](std::size_t bytes, const std::nothrow_t&) noexcept {
  return bytes > most_at_once ? nullptr : counted(bytes);
}
void* operator new(std::size_t bytes, std::align_val_t alignment, const std::nothrow_t&) noexcept {
  return bytes > most_at_once ? nullptr : counted(bytes, alignment);
}
void* operator new[](std::size_t bytes, std::align_val_t alignment, const std::nothrow_t&) noexcept {
  return bytes > most_at_once ? nullptr : counted(bytes, alignment);
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }

TEST_CASE("a training step allocates nothing") {
  const std::string images = R"({
    "data": {"shape": [2, 6, 6]}, "batch_size": 7,
    "model": [{"type": "Conv2d", "out_channels": 4, "kernel_size": 3, "padding": 1}, {"type": "BatchNorm2d"},
              {"type": "LeakyReLU"}, {"type": "MaxPool2d", "kernel_size": 2}, {"type": "Flatten"},
              {"type": "Dropout"}, {"type": "Linear", "out_features": 3}, {"type": "Sigmoid"}],
    "loss": {"type": "MSELoss"}, "optimizer": {"type": "RMSprop", "momentum": 0.5, "centered": true},
    "scheduler": {"type": "OneCycleLR", "max_lr": 0.01, "total_steps": 150}, "clip_grad_norm": {"max_norm": 0.1}})";
  // The same numbers as two rows of 36, and as images.
  const std::string rows = R"({
    "data": {"shape": [2, 36]}, "batch_size": 7,
    "model": [{"type": "Conv1d", "out_channels": 4, "kernel_size": 3, "stride": 2}, {"type": "GELU"},
              {"type": "MaxPool1d", "kernel_size": 2}, {"type": "LayerNorm", "normalized_shape": [8]},
              {"type": "Residual", "block": [{"type": "LayerNorm"}, {"type": "SiLU"}]},
              {"type": "AvgPool1d", "kernel_size": 2}, {"type": "AdaptiveAvgPool1d", "output_size": 3},
              {"type": "Flatten"}, {"type": "Linear", "out_features": 3}, {"type": "Softmax"}],
    "loss": {"type": "MSELoss"}, "optimizer": {"type": "Adam"}})";
  const std::string pooled = R"({
    "data": {"shape": [2, 6, 6]}, "batch_size": 7,
    "model": [{"type": "AvgPool2d", "kernel_size": 3, "stride": 1, "padding": 1}, {"type": "ELU"},
              {"type": "AdaptiveAvgPool2d", "output_size": 4}, {"type": "GELU", "approximate": "tanh"},
              {"type": "Flatten"}, {"type": "Linear", "out_features": 3}],
    "loss": {"type": "MSELoss"}, "optimizer": {"type": "SGD"}})";
  std::vector<float> inputs(20 * 72), targets(20 * 3, 0.5f);
  for (std::size_t i = 0; i < inputs.size(); ++i) inputs[i] = static_cast<float>(i % 17) / 17.0f;
  const CallerArrays arrays{{inputs, {}, targets}, {}};

  std::vector<std::unique_ptr<Run>> runs;
  runs.push_back(run_of(busy));
  runs.push_back(run_of(plain));
  runs.push_back(run_of(surface));
  for (const std::string& program : {images, rows, pooled}) runs.push_back(run_of(program, &arrays));
  for (const std::unique_ptr<Run>& run : runs) {
    // More steps than the history holds, on the small ones, so that thinning is counted too.
    const std::uint64_t steps = run->objective().network() == nullptr ? 10'000 : 200;
    const std::size_t before = allocations;
    run->train(steps);
    CHECK(allocations - before == 0);
    CHECK(run->state().step == steps);
  }
}

namespace {

/// `plain` with that first layer.
std::string with_layer(const std::string& layer) {
  std::string json = plain;
  const std::string first = R"({"type": "Linear", "out_features": 16})";
  return json.replace(json.find(first), first.size(), layer);
}

std::size_t bytes_of_refusing(const std::string& json) {
  const Program program = program_of(json);
  const std::size_t before = allocated;
  const auto made = Run::create(program, DataStore{});
  const std::size_t taken = allocated - before;
  REQUIRE_FALSE(made.ok());
  CHECK(made.error().code == ErrorCode::TooLarge);
  return taken;
}

}  // namespace

TEST_CASE("a program that needs more memory than allowed is refused before it is allocated") {
  CHECK(bytes_of_refusing(with_layer(R"({"type": "Linear", "out_features": 16000000})")) < 100'000);
  CHECK(bytes_of_refusing(with_layer(R"({"type": "Linear", "out_features": 16777216},
                                       {"type": "Linear", "out_features": 16777216})")) < 100'000);
  // Where a size has 32 bits, 65536 · 65536 weights are none.
  CHECK(bytes_of_refusing(with_layer(R"({"type": "Linear", "out_features": 65536},
                                       {"type": "Linear", "out_features": 65536})")) < 100'000);
}

TEST_CASE("a program that needs more memory than there is now is refused before it is allocated") {
  const Program program = program_of(plain);
  const std::size_t estimate = static_cast<std::size_t>(Run::estimate_bytes(program).value());
  most_at_once = estimate - 1;
  const std::size_t taken = bytes_of_refusing(plain);
  const Error refused = refusal_of(plain);
  most_at_once = estimate;
  const bool enough = Run::create(program, DataStore{}).ok();
  most_at_once = ~std::size_t{0};
  CHECK(taken < 100'000);
  CHECK(refused.message.find("more than there is now") != std::string::npos);
  CHECK(enough);
}

TEST_CASE("making a run takes no more than its estimate") {
  // A surface's run is little else than objects: the estimate once counted its numbers only.
  const Program program = program_of(surface);
  const std::size_t before = allocated;
  const auto made = Run::create(program, DataStore{});
  const std::size_t taken = allocated - before;
  REQUIRE(made.ok());
  // The question whether there is that much is itself asked by an allocation of so much.
  CHECK(taken - made.value()->bytes() <= made.value()->bytes());
}

TEST_CASE("thousands of runs made, trained and freed leave nothing behind") {
  // AddressSanitizer's leak check at the end would name what does; here are all kinds of runs for it, refused ones too.
  const std::vector<std::string> programs{busy, plain, surface, with_layer(R"({"type": "Linear", "out_features": 0})"),
                                          with_layer(R"({"type": "Conv2d", "out_channels": 2, "kernel_size": 3})")};
  std::size_t made = 0;
  for (std::size_t cycle = 0; cycle < 1000; ++cycle) {
    for (const std::string& json : programs) {
      const Result<Program> program = parse_program(json);
      if (!program.ok()) continue;
      const auto run = Run::create(program.value(), DataStore{});
      if (!run.ok()) continue;
      run.value()->train(1);
      if (cycle % 50 == 0) {
        CHECK(run.value()->restore(run.value()->checkpoint()).ok());
        CHECK(probe(*run.value(), "moments", Json::object()).ok());
        CHECK(run.value()->evaluate("train").ok());
      }
      ++made;
    }
  }
  CHECK(made == 3000);
}
