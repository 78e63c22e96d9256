// Points in the plane to classify, drawn from a seed. Each set says in a few lines of torch what it draws.
//
// All begin with `n = train + validation; g = torch.Generator().manual_seed(seed)` and end with
//   order = torch.randperm(n, generator=g); inputs, targets = inputs[order], targets[order]
// after which the first `train` rows train and the rest validate.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/fields.hpp"
#include "data/dataset.hpp"
#include "random/generator.hpp"

namespace livefig {

/// How many rows, and from which seed: the first fields of every drawn set.
struct DrawnRows {
  std::int64_t train;
  std::int64_t validation;
  std::optional<std::int64_t> seed;  // left out: the program's

  void fields(FieldVisitor& visit);
  std::size_t total() const { return static_cast<std::size_t>(train + validation); }
};

/// Two arms around each other.
///   label = torch.arange(n) % 2
///   r = 0.2 + 1.8 * torch.rand(n, generator=g).sqrt()
///   angle = math.pi * (turns * r + label)            # the second arm is half a turn ahead
///   inputs = torch.stack([r * angle.cos(), r * angle.sin()], 1) + noise * torch.randn(n, 2, generator=g)
struct TwoSpiralsSpec {
  static constexpr std::string_view type_name = "two_spirals";
  DrawnRows rows{.train = 400, .validation = 200, .seed = {}};
  double turns = 1.5;
  double noise = 0.05;
  void fields(FieldVisitor& visit);
};

/// Two half circles that reach into each other.
///   label = torch.arange(n) % 2
///   t = math.pi * torch.rand(n, generator=g)
///   x = torch.where(label == 0, t.cos(), 1 - t.cos())
///   y = torch.where(label == 0, t.sin(), 0.5 - t.sin())
///   inputs = torch.stack([x, y], 1) + noise * torch.randn(n, 2, generator=g)
struct MoonsSpec {
  static constexpr std::string_view type_name = "moons";
  DrawnRows rows{.train = 200, .validation = 200, .seed = {}};
  double noise = 0.2;
  void fields(FieldVisitor& visit);
};

/// A ring inside a ring; `factor` is the inner radius.
///   label = torch.arange(n) % 2
///   t = 2 * math.pi * torch.rand(n, generator=g)
///   r = torch.where(label == 0, 1.0, factor)
///   inputs = torch.stack([r * t.cos(), r * t.sin()], 1) + noise * torch.randn(n, 2, generator=g)
struct CirclesSpec {
  static constexpr std::string_view type_name = "circles";
  DrawnRows rows{.train = 200, .validation = 200, .seed = {}};
  double factor = 0.5;
  double noise = 0.1;
  void fields(FieldVisitor& visit);
};

/// Opposite quadrants belong together.
///   clean = 2 * torch.rand(n, 2, generator=g) - 1
///   label = ((clean[:, 0] > 0) != (clean[:, 1] > 0)).long()
///   inputs = clean + noise * torch.randn(n, 2, generator=g)
struct XorSpec {
  static constexpr std::string_view type_name = "xor";
  DrawnRows rows{.train = 200, .validation = 200, .seed = {}};
  double noise = 0.05;
  void fields(FieldVisitor& visit);
};

/// Gaussian clouds around `classes` centres on a circle of radius 2.
///   label = torch.arange(n) % classes
///   angle = 2 * math.pi / classes * label
///   inputs = torch.stack([2 * angle.cos(), 2 * angle.sin()], 1) + std * torch.randn(n, 2, generator=g)
struct BlobsSpec {
  static constexpr std::string_view type_name = "blobs";
  DrawnRows rows{.train = 200, .validation = 200, .seed = {}};
  std::int64_t classes = 3;
  double std = 0.5;
  void fields(FieldVisitor& visit);
};

Dataset draw(const TwoSpiralsSpec& spec, Generator& generator);
Dataset draw(const MoonsSpec& spec, Generator& generator);
Dataset draw(const CirclesSpec& spec, Generator& generator);
Dataset draw(const XorSpec& spec, Generator& generator);
Dataset draw(const BlobsSpec& spec, Generator& generator);

}  // namespace livefig
