// A chain of layers with memory of its own, read from JSON: what the layer tests measure.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "base/read_fields.hpp"
#include "layers/chain.hpp"
#include "layers/layer_spec.hpp"

namespace livefig::test {

/// `model` is a JSON list of layers; fails the test when it is not one.
inline std::vector<LayerSpec> layers_from(const std::string& model) {
  auto json = Json::parse("{\"model\":" + model + "}");
  REQUIRE(json.ok());
  std::vector<LayerSpec> layers;
  Errors errors;
  read_fields(json.value(), "", [&](FieldVisitor& visit) { visit_layers(visit, "model", layers); }, errors);
  for (const Error& error : errors) FAIL_CHECK(error.text());
  REQUIRE(errors.empty());
  return layers;
}

/// Numbers in a random order, 0.07 apart and at least 0.035 from 0: no step of 0.02 changes which is largest or
/// positive.
inline std::vector<float> spaced_values(std::size_t size, Generator& generator) {
  std::vector<std::int32_t> order(size);
  generator.randperm(order);
  std::vector<float> values(size);
  for (std::size_t i = 0; i < size; ++i)
    values[i] = 0.07f * (static_cast<float>(order[i]) - static_cast<float>(size / 2)) + 0.035f;
  return values;
}

class Bench {
 public:
  Bench(const std::string& model, const Shape& input, std::size_t rows) : chain(make(model, input)), rows_(rows) {
    std::size_t parameters = 0, buffers = 0;
    chain.visit_state("", [&](const std::string&, const LayerArray& array) {
      (array.buffer ? buffers : parameters) += count(array.shape);
    });
    values.resize(parameters);
    gradients.resize(parameters, 99.0f);  // a layer that adds instead of writing is found out
    buffer_values.resize(buffers);
    std::size_t at = 0, buffer_at = 0;
    chain.visit_state("", [&](const std::string& name, LayerArray& array) {
      const std::size_t size = count(array.shape);
      if (array.buffer) {
        array.value = Out(buffer_values).subspan(buffer_at, size);
        for (float& value : array.value) value = array.initial;
        buffer_at += size;
        return;
      }
      array.value = Out(values).subspan(at, size);
      array.gradient = Out(gradients).subspan(at, size);
      at += size;
      names.push_back(name);
    });
    chain.plan(arena_, rows, 0);
    REQUIRE(arena_.allocate());
    chain.plan(arena_, rows, 0);
    Generator generator(3);
    chain.initialize(generator);
    x = spaced_values(rows * count(input), generator);
    dx.resize(x.size(), 99.0f);
    dy.resize(rows * count(chain.output_shape()));
    generator.normal(dy, 0, 1);
  }

  /// The same mask in every pass.
  In forward(bool training) {
    generator_ = Generator(11);
    pass_ = {rows_, training, &generator_};
    return chain.forward(pass_, x);
  }

  /// Σ dy·y: its gradient is what backward(dy) has to give.
  double value(bool training) {
    const In y = forward(training);
    REQUIRE(y.size() == dy.size());
    double sum = 0;
    for (std::size_t i = 0; i < y.size(); ++i) sum += static_cast<double>(dy[i]) * static_cast<double>(y[i]);
    return sum;
  }

  void backward() { chain.backward(pass_, x, dy, dx); }

  /// d value / d number, by central differences at two steps, extrapolated (Richardson).
  double slope(float& number, bool training) {
    const float kept = number;
    const auto difference = [&](float step) {
      number = kept + step;
      const float up = number;
      const double above = value(training);
      number = kept - step;
      const float down = number;
      const double below = value(training);
      number = kept;
      return (above - below) / static_cast<double>(up - down);
    };
    const double coarse = difference(0.02f), fine = difference(0.01f);
    return (4 * fine - coarse) / 3;
  }

  Chain chain;
  std::vector<float> values, gradients, buffer_values;
  std::vector<std::string> names;
  std::vector<float> x, dx, dy;

 private:
  static Chain make(const std::string& model, const Shape& input) {
    auto made = Chain::make(layers_from(model), input, "model");
    if (!made.ok()) FAIL(made.error().text());
    return made.take();
  }

  std::size_t rows_;
  Arena arena_;
  Generator generator_{0};
  Pass pass_;
};

}  // namespace livefig::test
