// One period of a sine with noise: the smallest regression problem.
#pragma once

#include "data/point_sets.hpp"

namespace livefig {

///   x = 6 * torch.rand(n, 1, generator=g) - 3
///   inputs, targets = x, x.sin() + noise * torch.randn(n, 1, generator=g)
/// then permuted and split as point_sets.hpp says.
struct NoisySineSpec {
  static constexpr std::string_view type_name = "noisy_sine";
  DrawnRows rows{.train = 100, .validation = 100, .seed = {}};
  double noise = 0.1;
  void fields(FieldVisitor& visit);
};

Dataset draw(const NoisySineSpec& spec, Generator& generator);

}  // namespace livefig
