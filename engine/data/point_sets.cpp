// Each set's fields, and where a point lies by its uniform numbers; noise and order are drawn alike for all.
#include "data/point_sets.hpp"

#include <cmath>
#include <numbers>
#include <vector>

#include "base/elementary.hpp"
#include "base/function_ref.hpp"
#include "data/split_rows.hpp"

namespace livefig {
namespace {

constexpr float pi = std::numbers::pi_v<float>;
constexpr IntegerRange row_counts{1, 100'000};
constexpr IntegerRange validation_counts{0, 100'000};
constexpr Range noise_range = Range::from(0).to(10);

struct Point {
  float x;
  float y;
};

// Radius and angle are floats, rounded after every step, because torch's are: at ten radians it shows.
Point polar(float radius, float angle) {
  const auto exact = static_cast<double>(angle);
  return {radius * static_cast<float>(elementary::cos(exact)), radius * static_cast<float>(elementary::sin(exact))};
}

/// What the sets differ in, but for the points.
struct Cloud {
  const DrawnRows& rows;
  double noise;
  std::int64_t classes = 2;
  std::size_t uniforms = 1;  // numbers drawn for each point
};

/// Places point `i` by its uniform numbers `u`. Its label is i modulo the classes, unless this says otherwise.
using Place = FunctionRef<void(std::size_t i, const float* u, Point& point, std::int32_t& label)>;

/// Draws the uniform numbers, then the noise, then the order.
Dataset drawn(const Cloud& cloud, Generator& generator, Place place) {
  const std::size_t n = cloud.rows.total();
  std::vector<float> u(n * cloud.uniforms);
  generator.uniform(u, 0, 1);
  Split all;
  all.rows = n;
  all.inputs = std::vector<float>(2 * n);
  all.classes = std::vector<std::int32_t>(n);
  generator.normal(all.inputs, 0, 1);
  const auto scale = static_cast<float>(cloud.noise);
  const auto classes = static_cast<std::size_t>(cloud.classes);
  for (std::size_t i = 0; i < n; ++i) {
    all.classes[i] = static_cast<std::int32_t>(i % classes);
    Point point{};
    place(i, u.data() + i * cloud.uniforms, point, all.classes[i]);
    all.inputs[2 * i] = point.x + scale * all.inputs[2 * i];
    all.inputs[2 * i + 1] = point.y + scale * all.inputs[2 * i + 1];
  }
  std::vector<std::int32_t> order(n);
  generator.randperm(order);
  Dataset dataset;
  dataset.row_shape = {2};
  dataset.classes = classes;
  split_rows(all, order, static_cast<std::size_t>(cloud.rows.train), dataset);
  return dataset;
}

}  // namespace

void DrawnRows::fields(FieldVisitor& visit) {
  visit.integer("train", train, row_counts);
  visit.integer("validation", validation, validation_counts);
  visit.optional_integer("seed", seed, seeds, std::nullopt);
}

void TwoSpiralsSpec::fields(FieldVisitor& visit) {
  rows.fields(visit);
  visit.number("turns", turns, Range::above(0).to(10));
  visit.number("noise", noise, noise_range);
}

void MoonsSpec::fields(FieldVisitor& visit) {
  rows.fields(visit);
  visit.number("noise", noise, noise_range);
}

void CirclesSpec::fields(FieldVisitor& visit) {
  rows.fields(visit);
  visit.number("factor", factor, Range::above(0).below(1));
  visit.number("noise", noise, noise_range);
}

void XorSpec::fields(FieldVisitor& visit) {
  rows.fields(visit);
  visit.number("noise", noise, noise_range);
}

void BlobsSpec::fields(FieldVisitor& visit) {
  rows.fields(visit);
  visit.integer("classes", classes, {2, 20});
  visit.number("std", std, noise_range);
}

Dataset draw(const TwoSpiralsSpec& spec, Generator& generator) {
  const auto turns = static_cast<float>(spec.turns);
  return drawn({spec.rows, spec.noise}, generator, [turns](std::size_t i, const float* u, Point& point, std::int32_t&) {
    const float radius = 0.2F + 1.8F * std::sqrt(*u);
    point = polar(radius, pi * (turns * radius + static_cast<float>(i % 2)));
  });
}

Dataset draw(const MoonsSpec& spec, Generator& generator) {
  return drawn({spec.rows, spec.noise}, generator, [](std::size_t i, const float* u, Point& point, std::int32_t&) {
    const Point p = polar(1, pi * *u);
    point = i % 2 == 0 ? p : Point{1 - p.x, 0.5F - p.y};
  });
}

Dataset draw(const CirclesSpec& spec, Generator& generator) {
  const auto factor = static_cast<float>(spec.factor);
  return drawn({spec.rows, spec.noise}, generator,
               [factor](std::size_t i, const float* u, Point& point, std::int32_t&) {
                 point = polar(i % 2 == 0 ? 1.0F : factor, 2 * pi * *u);
               });
}

Dataset draw(const XorSpec& spec, Generator& generator) {
  return drawn({.rows = spec.rows, .noise = spec.noise, .uniforms = 2}, generator,
               [](std::size_t, const float* u, Point& point, std::int32_t& label) {
                 point = {2 * u[0] - 1, 2 * u[1] - 1};
                 label = (point.x > 0) != (point.y > 0) ? 1 : 0;
               });
}

Dataset draw(const BlobsSpec& spec, Generator& generator) {
  const auto turn = static_cast<float>(2 * std::numbers::pi / static_cast<double>(spec.classes));
  return drawn({.rows = spec.rows, .noise = spec.std, .classes = spec.classes, .uniforms = 0}, generator,
               [turn](std::size_t, const float*, Point& point, const std::int32_t& label) {
                 point = polar(2, turn * static_cast<float>(label));
               });
}

}  // namespace livefig
