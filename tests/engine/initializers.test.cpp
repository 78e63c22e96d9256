// torch.nn.init's later names: against PyTorch's numbers, their own laws, and shapes they cannot fill.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>

#include "layers/orthogonal.hpp"
#include "layers/truncated_normal.hpp"
#include "layers_bench.hpp"
#include "network/network.hpp"
#include "training_recorded.hpp"

using namespace livefig;
using Catch::Matchers::WithinAbs;

namespace {

std::string linear(int out, const std::string& init) {
  return R"([{"type": "Linear", "out_features": )" + std::to_string(out) + R"(, "init": {"weight": )" + init + "}}]";
}
std::string convolution(int out, int kernel, const std::string& init) {
  return R"([{"type": "Conv2d", "out_channels": )" + std::to_string(out) + R"(, "kernel_size": )" +
         std::to_string(kernel) + R"(, "init": {"weight": )" + init + "}}]";
}

Result<Network> built(const std::string& model, const Shape& input) {
  return Network::build(livefig::test::layers_from(model), input, 1, 1 << 24);
}

std::vector<float> weight_of(const std::string& model, const Shape& input) {
  Result<Network> made = built(model, input);
  if (!made.ok()) FAIL(made.error().text());
  Generator generator(7);
  made.value().initialize(generator);
  const ParameterInfo& info = made.value().parameter_infos()[0];
  const Out values = made.value().parameters().subspan(info.offset, info.count);
  return {values.begin(), values.end()};
}

std::vector<float> ours(std::string_view name) {
  if (name == "orthogonal_wide") return weight_of(linear(3, R"("orthogonal_")"), {5});
  if (name == "orthogonal_tall") return weight_of(linear(6, R"({"name": "orthogonal_", "gain": 2})"), {4});
  if (name == "orthogonal_square") return weight_of(linear(8, R"("orthogonal_")"), {8});
  if (name == "orthogonal_kernels")
    return weight_of(convolution(4, 3, R"({"name": "orthogonal_", "gain": 0.5})"), {2, 5, 5});
  if (name == "orthogonal_one") return weight_of(linear(1, R"("orthogonal_")"), {1});
  if (name == "trunc_normal") return weight_of(linear(5, R"("trunc_normal_")"), {6});
  if (name == "trunc_normal_narrow")
    return weight_of(linear(4, R"({"name": "trunc_normal_", "mean": 0.5, "std": 0.25, "a": 0.25, "b": 1.5})"), {7});
  if (name == "trunc_normal_tail") return weight_of(linear(3, R"({"name": "trunc_normal_", "a": 1, "b": 4})"), {8});
  if (name == "eye_wide") return weight_of(linear(2, R"("eye_")"), {4});
  if (name == "eye_tall") return weight_of(linear(4, R"("eye_")"), {2});
  if (name == "dirac") return weight_of(convolution(3, 3, R"("dirac_")"), {2, 5, 5});
  if (name == "dirac_even") return weight_of(convolution(2, 2, R"("dirac_")"), {3, 5, 5});
  REQUIRE(name == "kaiming_selu");
  return weight_of(linear(3, R"({"name": "kaiming_uniform_", "nonlinearity": "selu"})"), {4});
}

}  // namespace

TEST_CASE("initializers draw PyTorch's weights", "[layers]") {
  for (const recorded::Initializer& expected : recorded::initializers) {
    INFO(expected.name);
    const std::vector<float> weight = ours(expected.name);
    REQUIRE(weight.size() == expected.weight.size());
    // To the bit where nothing but a uniform draw or a constant is in it.
    const bool exact = !expected.name.starts_with("orthogonal_") && !expected.name.starts_with("trunc_");
    for (std::size_t i = 0; i < weight.size(); ++i) {
      INFO(i);
      CHECK_THAT(weight[i], WithinAbs(expected.weight[i], exact ? 0.0f : 2e-6f));
    }
  }
}

TEST_CASE("orthonormalize() leaves orthonormal rows or columns, and is its own fixed point", "[layers]") {
  for (const auto& [rows, columns] : {std::pair{7u, 40u}, {40u, 7u}, {64u, 64u}}) {
    CAPTURE(rows, columns);
    std::vector<float> matrix(rows * columns);
    Generator(3).normal(matrix, 0, 1);
    orthonormalize(matrix, rows, 1);
    const bool upright = rows >= columns;
    const std::size_t vectors = upright ? columns : rows, length = upright ? rows : columns;
    for (std::size_t a = 0; a < vectors; ++a) {
      for (std::size_t b = 0; b <= a; ++b) {
        double product = 0;
        for (std::size_t i = 0; i < length; ++i)
          product += static_cast<double>(upright ? matrix[i * columns + a] : matrix[a * columns + i]) *
                     static_cast<double>(upright ? matrix[i * columns + b] : matrix[b * columns + i]);
        CHECK_THAT(product, WithinAbs(a == b ? 1.0 : 0.0, 1e-6));
      }
    }
    std::vector<float> again = matrix;
    orthonormalize(again, rows, 1);
    for (std::size_t i = 0; i < matrix.size(); ++i) CHECK_THAT(again[i], WithinAbs(matrix[i], 1e-6f));
  }
}

TEST_CASE("a truncated normal stays inside and has its moments", "[layers]") {
  std::vector<float> values(20000);
  Generator generator(5);
  draw_truncated_normal(values, 0, 1, -1, 2, generator);
  double sum = 0, square = 0;
  for (const float value : values) {
    CHECK((value >= -1.0f && value <= 2.0f));
    sum += static_cast<double>(value);
    square += static_cast<double>(value) * static_cast<double>(value);
  }
  // By the formulas: with density φ and mass Z = Φ(2) − Φ(−1), mean (φ(−1) − φ(2)) / Z, E x² = 1 − (φ(−1) + 2φ(2)) / Z.
  CHECK_THAT(sum / 20000, WithinAbs(0.2296, 0.02));
  CHECK_THAT(square / 20000, WithinAbs(0.5720, 0.02));
  // All of the mass lies outside: what is left is an end.
  draw_truncated_normal(values, 0, 1, 20, 21, generator);
  CHECK(values[0] == 21.0f);
}

TEST_CASE("initializers are refused where they have nothing to say", "[layers]") {
  const auto refusal = [](const std::string& model, const Shape& input) {
    const Result<Network> made = built(model, input);
    REQUIRE_FALSE(made.ok());
    return made.error().text();
  };
  CHECK(refusal(linear(2, R"("dirac_")"), {3}) == "[model[0].init.weight] dirac_ is for the kernels of a convolution");
  CHECK(refusal(convolution(2, 2, R"("eye_")"), {1, 3, 3}) ==
        "[model[0].init.weight] eye_ is for the matrix of a Linear layer");
  CHECK(refusal(linear(2, R"({"name": "trunc_normal_", "a": 1, "b": 0})"), {3}) ==
        "[model[0].init.weight.b] must be at least 1, got 0");
  CHECK(refusal(linear(2048, R"("orthogonal_")"), {2048}).starts_with("[model[0].init.weight] orthogonal_ would take"));
}
