// Training allocates nothing: counted through the global operator new.
#include <atomic>
#include <cstdlib>
#include <new>

#include "run_bench.hpp"

using namespace livefig;
using namespace livefig::test;

namespace {

std::atomic<std::size_t> allocations{0};

void* counted(std::size_t bytes) {
  ++allocations;
  if (void* memory = std::malloc(bytes == 0 ? 1 : bytes)) return memory;
  std::abort();
}

void* counted(std::size_t bytes, std::align_val_t alignment) {
  ++allocations;
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
void* operator new(std::size_t bytes, const std::nothrow_t&) noexcept { return counted(bytes); }
void* operator new[](std::size_t bytes, const std::nothrow_t&) noexcept { return counted(bytes); }
void* operator new(std::size_t bytes, std::align_val_t alignment, const std::nothrow_t&) noexcept {
  return counted(bytes, alignment);
}
void* operator new[](std::size_t bytes, std::align_val_t alignment, const std::nothrow_t&) noexcept {
  return counted(bytes, alignment);
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
