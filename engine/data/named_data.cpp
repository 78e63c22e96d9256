// Each named set's size and its drawing, found by its type.
#include "data/named_data.hpp"

#include <optional>
#include <type_traits>

namespace livefig {
namespace {

template <class Spec>
constexpr bool from_file = std::is_same_v<Spec, DigitsSpec> || std::is_same_v<Spec, WanderingDigitsSpec>;

std::uint64_t seed_of(const NamedDataSpec& spec, std::uint64_t program_seed) {
  const std::optional<std::int64_t>& own = std::visit(
      [](const auto& chosen) -> const std::optional<std::int64_t>& {
        if constexpr (from_file<std::decay_t<decltype(chosen)>>) {
          return chosen.seed;
        } else {
          return chosen.rows.seed;
        }
      },
      spec);
  return own ? static_cast<std::uint64_t>(*own) : program_seed;
}

DatasetSize size_of(const DigitsSpec& spec) {
  const auto train = static_cast<std::size_t>(spec.train);
  std::vector<std::size_t> shape = spec.image ? std::vector<std::size_t>{1, 8, 8} : std::vector<std::size_t>{64};
  return {.row_shape = std::move(shape), .train = train, .validation = 1797 - train, .classes = 10, .target_width = 0};
}

DatasetSize size_of(const WanderingDigitsSpec& spec) {
  const auto train = static_cast<std::size_t>(spec.train);
  return {.row_shape = {1, 12, 12}, .train = train, .validation = 1797 - train, .classes = 10, .target_width = 0};
}

DatasetSize drawn_size(const DrawnRows& rows, std::size_t features, std::size_t classes, std::size_t width) {
  return {.row_shape = {features},
          .train = static_cast<std::size_t>(rows.train),
          .validation = static_cast<std::size_t>(rows.validation),
          .classes = classes,
          .target_width = width};
}

template <class Spec>
DatasetSize size_of(const Spec& spec) {
  return drawn_size(spec.rows, 2, 2, 0);
}
DatasetSize size_of(const BlobsSpec& spec) {
  return drawn_size(spec.rows, 2, static_cast<std::size_t>(spec.classes), 0);
}
DatasetSize size_of(const NoisySineSpec& spec) { return drawn_size(spec.rows, 1, 0, 1); }

}  // namespace

Result<Dataset> make_dataset(const NamedDataSpec& spec, const DataStore& store, std::uint64_t program_seed,
                             std::string_view where) {
  Generator generator(seed_of(spec, program_seed));
  return std::visit(
      [&](const auto& chosen) -> Result<Dataset> {
        if constexpr (from_file<std::decay_t<decltype(chosen)>>) {
          return draw(chosen, store, generator, where);
        } else {
          return draw(chosen, generator);
        }
      },
      spec);
}

DatasetSize dataset_size(const NamedDataSpec& spec) {
  return std::visit([](const auto& chosen) { return size_of(chosen); }, spec);
}

}  // namespace livefig
