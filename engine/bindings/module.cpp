// The module's calls: arguments in, the engine, answers out.
#include "bindings/module.hpp"

#include <memory>

#include "base/number_text.hpp"
#include "bindings/answers.hpp"
#include "bindings/arguments.hpp"
#include "bindings/objects.hpp"
#include "bindings/run_table.hpp"
#include "bindings/typed_arrays.hpp"
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

/// The data files that the page has handed in.
DataStore& store() {
  static DataStore files;
  return files;
}

Result<std::unique_ptr<Run>> made(const std::string& json, const val& given) {
  const Result<Program> program = parse_program(json);
  if (!program.ok()) return program.error();
  Result<OwnedArrays> arrays = OwnedArrays::from(given);
  if (!arrays.ok()) return arrays.error();
  return Run::create(program.value(), store(), arrays.value().get());
}

/// Sizes of a matrix product; what the arrays do not hold is refused anyway.
constexpr double largest_side = 1 << 24;

Status has_shape(const val& array, const Shape& shape, std::string_view where) {
  const Result<std::size_t> held = float_count(array, where);
  if (!held.ok()) return held.error();
  if (checked_count(shape) == held.value()) return {};
  return Error{ErrorCode::ShapeMismatch, std::string(where),
               "expected " + to_string(shape) + ", got " + number_text(held.value()) + " numbers"};
}

Result<val> product(const val& a, const val& b, const val& out, double rows, double inner, double columns) {
  std::size_t sides[3];
  for (const auto& [side, value, name] :
       {std::tuple{&sides[0], rows, "matmul.m"}, std::tuple{&sides[1], inner, "matmul.k"},
        std::tuple{&sides[2], columns, "matmul.n"}}) {
    const Result<std::uint64_t> checked = whole_number(value, largest_side, name);
    if (!checked.ok()) return checked.error();
    *side = static_cast<std::size_t>(checked.value());
  }
  const auto [m, k, n] = sides;
  Status fits = has_shape(a, {m, k}, "matmul.a");
  if (fits.ok()) fits = has_shape(b, {k, n}, "matmul.b");
  const bool lent = !out.isNull();
  if (fits.ok() && lent) fits = has_shape(out, {m, n}, "matmul.out");
  if (!fits.ok()) return fits.error();
  const std::uint64_t all =
      saturating_sum(checked_count({m, n}), std::uint64_t{m} * k + std::uint64_t{k} * n + matmul_scratch(k));
  const std::uint64_t bytes = saturating_product(all, sizeof(float));
  if (bytes > max_run_bytes || !memory_for(bytes))
    return Error{ErrorCode::TooLarge, "matmul", "the product needs " + megabytes(bytes) + ", more than can be held"};
  // All of it is written, so nothing is set to zero first.
  const auto memory = std::make_unique_for_overwrite<float[]>(static_cast<std::size_t>(all));
  const Out left(memory.get(), m * k);
  const Out right(left.data() + left.size(), k * n);
  const Out result(right.data() + right.size(), m * n);
  copy_floats(a, left);
  copy_floats(b, right);
  matmul_nn(left, right, result, m, k, n, Write::replace, {result.data() + result.size(), matmul_scratch(k)});
  if (!lent) return to_js(In(result));
  livefig_write(out.as_handle(), result.data(), result.size_bytes());
  return out;
}

}  // namespace

std::string version() { return LIVEFIG_VERSION; }

std::string describe() { return describe_program().text(); }

val matmul(const val& a, const val& b, const val& out, double m, double k, double n) {
  const Result<val> result = product(a, b, out, m, k, n);
  return result.ok() ? result.value() : failure(result.error());
}

val provide(const std::string& name, const val& given) {
  const Result<std::vector<std::uint8_t>> copied = bytes(given, "provide");
  if (!copied.ok()) return failure(copied.error());
  return answer(store().provide(name, copied.value()));
}

val validate(const std::string& json, const val& arrays) {
  Program program;
  Errors errors = read_program(std::string_view(json), program);
  // What the text alone does not tell, making a run tells.
  if (errors.empty()) {
    const Result<std::unique_ptr<Run>> run = made(json, arrays);
    if (!run.ok()) errors.push_back(run.error());
  }
  val list = val::array();
  for (const Error& error : errors) push(list, to_js(error));
  return list;
}

val estimate_bytes(const std::string& json, const val& given) {
  const Result<Program> program = parse_program(json);
  if (!program.ok()) return failure(program.error());
  Result<OwnedArrays> arrays = OwnedArrays::from(given);
  if (!arrays.ok()) return failure(arrays.error());
  return answer(Run::estimate_bytes(program.value(), arrays.value().get()));
}

val create_run(const std::string& json, const val& arrays) {
  Result<std::unique_ptr<Run>> run = made(json, arrays);
  return run.ok() ? val(runs.add(run.take())) : failure(run.error());
}

val dispose(double run) {
  runs.dispose(run);
  return val::null();
}

}  // namespace livefig::js
