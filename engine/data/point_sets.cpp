#include "data/point_sets.hpp"

#include <cmath>
#include <numbers>
#include <vector>

#include "base/elementary.hpp"
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

std::vector<float> rand(std::size_t count, Generator& generator) {
  std::vector<float> values(count);
  generator.uniform(values, 0, 1);
  return values;
}

/// Adds noise * randn, permutes and splits; `label_of` gives row i's class.
Dataset finish(std::vector<Point> points, std::vector<std::int32_t> labels, std::size_t classes, double noise,
               std::size_t train, Generator& generator) {
  const std::size_t n = points.size();
  std::vector<float> normal(2 * n);
  generator.normal(normal, 0, 1);
  Split all;
  all.rows = n;
  all.inputs.resize(2 * n);
  const auto scale = static_cast<float>(noise);
  for (std::size_t i = 0; i < n; ++i) {
    all.inputs[2 * i] = points[i].x + scale * normal[2 * i];
    all.inputs[2 * i + 1] = points[i].y + scale * normal[2 * i + 1];
  }
  all.classes = std::move(labels);
  std::vector<std::int32_t> order(n);
  generator.randperm(order);
  Dataset dataset;
  dataset.row_shape = {2};
  dataset.classes = classes;
  split_rows(all, order, train, dataset);
  return dataset;
}

std::vector<std::int32_t> alternating(std::size_t n, std::int64_t classes) {
  std::vector<std::int32_t> labels(n);
  for (std::size_t i = 0; i < n; ++i) labels[i] = static_cast<std::int32_t>(i % static_cast<std::size_t>(classes));
  return labels;
}

// Radius and angle are floats, rounded after every step, because torch's are: at ten radians it shows.
Point polar(float radius, float angle) {
  const auto exact = static_cast<double>(angle);
  return {radius * static_cast<float>(elementary::cos(exact)), radius * static_cast<float>(elementary::sin(exact))};
}

std::size_t train_rows(const DrawnRows& rows) { return static_cast<std::size_t>(rows.train); }

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
  const std::size_t n = spec.rows.total();
  const std::vector<float> u = rand(n, generator);
  std::vector<Point> points(n);
  const auto turns = static_cast<float>(spec.turns);
  for (std::size_t i = 0; i < n; ++i) {
    const float radius = 0.2F + 1.8F * std::sqrt(u[i]);
    points[i] = polar(radius, pi * (turns * radius + static_cast<float>(i % 2)));
  }
  return finish(std::move(points), alternating(n, 2), 2, spec.noise, train_rows(spec.rows), generator);
}

Dataset draw(const MoonsSpec& spec, Generator& generator) {
  const std::size_t n = spec.rows.total();
  const std::vector<float> u = rand(n, generator);
  std::vector<Point> points(n);
  for (std::size_t i = 0; i < n; ++i) {
    const Point p = polar(1, pi * u[i]);
    points[i] = i % 2 == 0 ? p : Point{1 - p.x, 0.5F - p.y};
  }
  return finish(std::move(points), alternating(n, 2), 2, spec.noise, train_rows(spec.rows), generator);
}

Dataset draw(const CirclesSpec& spec, Generator& generator) {
  const std::size_t n = spec.rows.total();
  const std::vector<float> u = rand(n, generator);
  std::vector<Point> points(n);
  for (std::size_t i = 0; i < n; ++i) {
    points[i] = polar(i % 2 == 0 ? 1.0F : static_cast<float>(spec.factor), 2 * pi * u[i]);
  }
  return finish(std::move(points), alternating(n, 2), 2, spec.noise, train_rows(spec.rows), generator);
}

Dataset draw(const XorSpec& spec, Generator& generator) {
  const std::size_t n = spec.rows.total();
  const std::vector<float> u = rand(2 * n, generator);
  std::vector<Point> points(n);
  std::vector<std::int32_t> labels(n);
  for (std::size_t i = 0; i < n; ++i) {
    points[i] = {2 * u[2 * i] - 1, 2 * u[2 * i + 1] - 1};
    labels[i] = (points[i].x > 0) != (points[i].y > 0) ? 1 : 0;
  }
  return finish(std::move(points), std::move(labels), 2, spec.noise, train_rows(spec.rows), generator);
}

Dataset draw(const BlobsSpec& spec, Generator& generator) {
  const std::size_t n = spec.rows.total();
  std::vector<std::int32_t> labels = alternating(n, spec.classes);
  std::vector<Point> points(n);
  const auto turn = static_cast<float>(2 * std::numbers::pi / static_cast<double>(spec.classes));
  for (std::size_t i = 0; i < n; ++i) points[i] = polar(2, turn * static_cast<float>(labels[i]));
  return finish(std::move(points), std::move(labels), static_cast<std::size_t>(spec.classes), spec.std,
                train_rows(spec.rows), generator);
}

}  // namespace livefig
