// The calls of the module itself: data, programs, and the making of runs.
#include <memory>
#include <tuple>

#include "base/number_text.hpp"
#include "bindings/answers.hpp"
#include "bindings/arguments.hpp"
#include "data/data_store.hpp"
#include "kernels/matmul.hpp"
#include "program/program.hpp"
#include "tensor/arena.hpp"
#include "training/run.hpp"

#ifndef LIVEFIG_VERSION
#error "the build tells the version: -DLIVEFIG_VERSION=\"x.y.z\""
#endif

namespace livefig::js {
namespace {

/// The one piece of state of a module: the data files that the page has handed in.
DataStore& store() {
  static DataStore files;
  return files;
}

/// Reads the program, which is the first argument, and the caller's arrays after it, if any; then `use`s them.
Status with_program(bool classes, bool validation_classes, FunctionRef<void(const Program&, const CallerArrays*)> use) {
  const Result<Program> program = parse_program(text(0));
  if (!program.ok()) return program.error();
  if (argument_count() == 1) return use(program.value(), nullptr), Status{};
  const Result<CallerArrays> arrays = caller_arrays(1, classes, validation_classes);
  if (!arrays.ok()) return arrays.error();
  return use(program.value(), &arrays.value()), Status{};
}

Result<std::unique_ptr<Run>> made(bool classes, bool validation_classes) {
  Result<std::unique_ptr<Run>> run = Error{};
  const Status read = with_program(
      classes, validation_classes,
      [&](const Program& program, const CallerArrays* arrays) { run = Run::create(program, store(), arrays); });
  if (!read.ok()) return read.error();
  return run;
}

/// Sizes of a matrix product; what the arrays do not hold is refused anyway.
constexpr double largest_side = 1 << 24;

Result<std::vector<float>> product(double rows, double inner, double columns) {
  std::size_t sides[3];
  for (const auto& [side, value, name] :
       {std::tuple{&sides[0], rows, "matmul.m"}, std::tuple{&sides[1], inner, "matmul.k"},
        std::tuple{&sides[2], columns, "matmul.n"}}) {
    const Result<std::uint64_t> checked = whole_number(value, largest_side, name);
    if (!checked.ok()) return checked.error();
    *side = static_cast<std::size_t>(checked.value());
  }
  const auto [m, k, n] = sides;
  const Result<In> left = floats(0, "matmul.a");
  if (!left.ok()) return left.error();
  const Result<In> right = floats(1, "matmul.b");
  if (!right.ok()) return right.error();
  for (const auto& [array, shape, name] :
       {std::tuple{left.value(), Shape{m, k}, "matmul.a"}, std::tuple{right.value(), Shape{k, n}, "matmul.b"}}) {
    if (checked_count(shape) != array.size()) {
      return Error{ErrorCode::ShapeMismatch, name,
                   "expected " + to_string(shape) + ", got " + number_text(array.size()) + " numbers"};
    }
  }
  const std::uint64_t bytes = saturating_product(checked_count({m, n}), sizeof(float));
  if (bytes > max_run_bytes || !memory_for(bytes))
    return Error{ErrorCode::TooLarge, "matmul", "the product needs " + megabytes(bytes) + ", more than can be held"};
  std::vector<float> result(m * n);
  std::vector<float> scratch(matmul_scratch(m, k, n));
  matmul_nn(left.value(), right.value(), result, m, k, n, Write::replace, scratch);
  return result;
}

}  // namespace

LIVEFIG_EXPORT(version) void version() { put(whole, LIVEFIG_VERSION); }

/// All types with their fields, defaults and ranges, as JSON.
LIVEFIG_EXPORT(describe) void describe() { put(whole, describe_program().text()); }

LIVEFIG_EXPORT(matmul) void matmul(double m, double k, double n) { answer(product(m, k, n)); }

LIVEFIG_EXPORT(provide) void provide() {
  const Result<std::span<const std::uint8_t>> file = bytes(1, "provide");
  if (!file.ok()) return refuse(file.error());
  answer(store().provide(text(0), file.value()));
}

/// Why createRun would refuse; empty when it would not.
LIVEFIG_EXPORT(validate) void validate(bool classes, bool validation_classes) {
  Program program;
  Errors errors = read_program(text(0), program);
  // What the text alone does not tell, making a run tells.
  if (errors.empty()) {
    const Result<std::unique_ptr<Run>> run = made(classes, validation_classes);
    if (!run.ok()) errors.push_back(run.error());
  }
  put_list(whole, [&] {
    for (const Error& error : errors) put(element, error);
  });
}

LIVEFIG_EXPORT(estimateBytes) void estimate_bytes(bool classes, bool validation_classes) {
  const Status read = with_program(classes, validation_classes, [](const Program& program, const CallerArrays* arrays) {
    const Result<std::uint64_t> bytes = Run::estimate_bytes(program, arrays);
    if (!bytes.ok()) return refuse(bytes.error());
    put(whole, static_cast<double>(bytes.value()));
  });
  if (!read.ok()) refuse(read.error());
}

/// Answers the run's address, which the run's calls take.
LIVEFIG_EXPORT(createRun) void create_run(bool classes, bool validation_classes) {
  Result<std::unique_ptr<Run>> run = made(classes, validation_classes);
  if (!run.ok()) return refuse(run.error());
  put(whole, static_cast<double>(reinterpret_cast<std::uintptr_t>(run.take().release())));
}

}  // namespace livefig::js
