// Every layer's backward pass against finite differences, in training and in eval mode, at awkward shapes.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "layers_bench.hpp"

using namespace livefig;
using livefig::test::Bench;

namespace {

struct Case {
  const char* model;
  Shape input;
  std::size_t rows;
};

// Every type is here; models begin with what is to be measured, so that dx is its own.
const Case cases[] = {
    {R"([{"type":"Linear","out_features":1}])", {1}, 1},
    {R"([{"type":"Linear","out_features":3,"bias":false}])", {5}, 7},
    {R"([{"type":"Linear","out_features":9}])", {17}, 3},
    {R"([{"type":"Linear","out_features":2}])", {3, 4}, 2},
    {R"([{"type":"Conv2d","out_channels":1,"kernel_size":1}])", {1, 1, 1}, 1},
    {R"([{"type":"Conv2d","out_channels":2,"kernel_size":3}])", {1, 3, 3}, 2},
    {R"([{"type":"Conv2d","out_channels":3,"kernel_size":3,"stride":2,"padding":1}])", {2, 7, 5}, 2},
    {R"([{"type":"Conv2d","out_channels":2,"kernel_size":2,"bias":false}])", {3, 4, 3}, 3},
    {R"([{"type":"Conv2d","out_channels":2,"kernel_size":3,"padding":2,"stride":3}])", {1, 2, 4}, 1},
    {R"([{"type":"MaxPool2d","kernel_size":2}])", {2, 4, 5}, 2},
    {R"([{"type":"MaxPool2d","kernel_size":3,"stride":2,"padding":1}])", {1, 5, 4}, 2},
    {R"([{"type":"MaxPool2d","kernel_size":2,"stride":1}])", {1, 3, 3}, 1},
    {R"([{"type":"Conv1d","out_channels":1,"kernel_size":1}])", {1, 1}, 1},
    {R"([{"type":"Conv1d","out_channels":3,"kernel_size":3,"stride":2,"padding":1}])", {2, 7}, 2},
    {R"([{"type":"Conv1d","out_channels":2,"kernel_size":4,"padding":3,"stride":3,"bias":false}])", {3, 2}, 3},
    {R"([{"type":"MaxPool1d","kernel_size":3,"stride":2,"padding":1}])", {2, 6}, 2},
    {R"([{"type":"MaxPool1d","kernel_size":2}])", {1, 9}, 3},
    {R"([{"type":"AvgPool1d","kernel_size":3,"stride":2,"padding":1}])", {2, 6}, 2},
    {R"([{"type":"AvgPool2d","kernel_size":1}])", {1, 1, 1}, 1},
    {R"([{"type":"AvgPool2d","kernel_size":2}])", {2, 5, 4}, 2},
    {R"([{"type":"AvgPool2d","kernel_size":3,"stride":1,"padding":1}])", {1, 4, 3}, 2},
    {R"([{"type":"AvgPool2d","kernel_size":3,"stride":2,"padding":1,"count_include_pad":false}])", {2, 5, 4}, 1},
    {R"([{"type":"AdaptiveAvgPool2d","output_size":1}])", {2, 3, 5}, 2},
    {R"([{"type":"AdaptiveAvgPool2d","output_size":3}])", {1, 5, 2}, 2},
    {R"([{"type":"AdaptiveAvgPool1d","output_size":4}])", {2, 7}, 2},
    {R"([{"type":"LayerNorm"}])", {5}, 3},
    {R"([{"type":"LayerNorm"}])", {1}, 2},
    {R"([{"type":"LayerNorm","eps":0.01}])", {2, 3}, 1},
    {R"([{"type":"LayerNorm","normalized_shape":[3]}])", {2, 3}, 2},
    {R"([{"type":"LayerNorm","normalized_shape":[5],"elementwise_affine":false}])", {2, 1, 5}, 2},
    {R"([{"type":"Softmax"}])", {5}, 3},
    {R"([{"type":"Softmax","dim":2}])", {2, 3}, 2},
    {R"([{"type":"GELU"}])", {5}, 3},
    {R"([{"type":"GELU","approximate":"tanh"}])", {5}, 3},
    {R"([{"type":"SiLU"}])", {5}, 3},
    {R"([{"type":"ELU"}])", {5}, 3},
    {R"([{"type":"ELU","alpha":-0.3}])", {5}, 3},
    {R"([{"type":"Residual","scale":0.5,"block":[{"type":"LayerNorm"},{"type":"Linear","out_features":4},
         {"type":"GELU"},{"type":"Linear","out_features":4}]},{"type":"Softmax"}])",
     {4},
     3},
    {R"([{"type":"Flatten"},{"type":"Linear","out_features":2}])", {2, 2, 3}, 3},
    {R"([{"type":"Flatten"}])", {2, 2}, 2},
    {R"([{"type":"Tanh"},{"type":"Flatten"}])", {2, 2}, 2},
    {R"([{"type":"BatchNorm1d"}])", {3}, 4},
    {R"([{"type":"BatchNorm1d","affine":false}])", {2}, 5},
    {R"([{"type":"BatchNorm1d","eps":0.01}])", {2, 5}, 3},
    {R"([{"type":"BatchNorm2d"}])", {2, 3, 3}, 1},
    {R"([{"type":"BatchNorm2d","momentum":0.5}])", {3, 2, 2}, 3},
    {R"([{"type":"Dropout","p":0.4}])", {7}, 5},
    {R"([{"type":"Dropout","p":0}])", {3}, 2},
    {R"([{"type":"ReLU"}])", {5}, 3},
    {R"([{"type":"LeakyReLU","negative_slope":0.2}])", {5}, 3},
    {R"([{"type":"LeakyReLU","negative_slope":-0.5}])", {5}, 3},
    {R"([{"type":"Tanh"}])", {5}, 3},
    {R"([{"type":"Sigmoid"}])", {5}, 3},
    {R"([{"type":"Residual","block":[{"type":"Linear","out_features":3},{"type":"Tanh"}]}])", {3}, 4},
    {R"([{"type":"Residual","scale":0.25,"block":[{"type":"Tanh"},{"type":"Linear","out_features":3}]}])", {3}, 4},
    {R"([{"type":"Residual","scale":-2,"block":[{"type":"Flatten"}]}])", {3}, 2},
    {R"([{"type":"Residual","scale":0.5,"block":[{"type":"Linear","out_features":4},
         {"type":"Residual","scale":0.5,"block":[{"type":"Tanh"},{"type":"Linear","out_features":4}]},
         {"type":"Sigmoid"},{"type":"Linear","out_features":2}]},{"type":"Tanh"}])",
     {2},
     3},
    {R"([{"type":"Residual","block":[{"type":"Conv2d","out_channels":2,"kernel_size":3,"padding":1},
         {"type":"BatchNorm2d"},{"type":"Tanh"},{"type":"Dropout","p":0.25}]},{"type":"Flatten"},
         {"type":"Linear","out_features":2}])",
     {2, 3, 3},
     2},
    {R"([{"type":"Linear","out_features":6},{"type":"BatchNorm1d"},{"type":"Tanh"},{"type":"Dropout"},
         {"type":"Linear","out_features":2}])",
     {4},
     5},
};

// Rounding of float32 outputs divided by the step allows some 1e-4; a wrong factor would be off by far more.
void check_slope(double measured, float given) {
  CHECK(std::fabs(measured - static_cast<double>(given)) <= 2e-3 * std::max(1.0, std::fabs(measured)));
}

void check_gradients(const Case& test, bool training) {
  CAPTURE(test.model, to_string(test.input), test.rows, training);
  Bench bench(test.model, test.input, test.rows);
  // Running statistics that are not 0 and 1, so that eval mode has something to get wrong.
  for (int i = 0; i < 3; ++i) (void)bench.forward(true);
  (void)bench.forward(training);
  bench.backward();
  const std::vector<float> dx = bench.dx, gradients = bench.gradients;
  for (std::size_t i = 0; i < bench.x.size(); ++i) {
    CAPTURE(i);
    check_slope(bench.slope(bench.x[i], training), dx[i]);
  }
  for (std::size_t i = 0; i < bench.values.size(); ++i) {
    CAPTURE(i);
    check_slope(bench.slope(bench.values[i], training), gradients[i]);
  }
}

}  // namespace

TEST_CASE("Gradients of every layer agree with finite differences in training mode", "[layers]") {
  for (const Case& test : cases) check_gradients(test, true);
}

TEST_CASE("Gradients of every layer agree with finite differences in eval mode", "[layers]") {
  for (const Case& test : cases) check_gradients(test, false);
}

TEST_CASE("Leaving dx out changes no other gradient", "[layers]") {
  for (const Case& test : cases) {
    CAPTURE(test.model);
    Bench with(test.model, test.input, test.rows), without(test.model, test.input, test.rows);
    (void)with.forward(true);
    with.backward();
    (void)without.forward(true);
    std::vector<float>().swap(without.dx);  // without memory, so that writing to it is found out
    without.backward();
    CHECK(with.gradients == without.gradients);
  }
}
