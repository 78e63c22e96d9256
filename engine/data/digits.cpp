// Rows painted from the file's pixels: as they are, or moved about on a canvas.
#include "data/digits.hpp"

#include <string>
#include <vector>

#include "base/text.hpp"
#include "data/split_rows.hpp"

namespace livefig {
namespace {

constexpr std::int64_t digit_count = 1797;
constexpr std::size_t side = 8;
constexpr std::size_t canvas = 12;
// One row at least must be left to validate on.
constexpr IntegerRange train_counts{1, digit_count - 1};

Result<const ImageFile*> find_digits(const DataStore& store, std::string_view where) {
  const ImageFile* file = store.find("digits");
  if (file == nullptr) {
    return Error{ErrorCode::BadData, {where, ".name"}, {"the file of the digits was not provided"}};
  }
  if (file->rows != digit_count || file->classes != 10 || file->pixels.size() != digit_count * side * side) {
    return Error{ErrorCode::BadData, {where, ".name"}, {"expected 1797 images of 8×8 pixels in 10 classes"}};
  }
  return file;
}

/// Classes and an empty raster of `row_floats` per image, for the caller to paint.
Split blank(const ImageFile& file, std::size_t row_floats) {
  Split all;
  all.rows = file.rows;
  all.inputs = std::vector<float>(file.rows * row_floats);
  all.classes.assign(file.labels.begin(), file.labels.end());
  return all;
}

float pixel(const ImageFile& file, std::size_t index) {
  return static_cast<float>(file.pixels[index]) / static_cast<float>(file.divisor);
}

}  // namespace

void DigitsSpec::fields(FieldVisitor& visit) {
  visit.integer("train", train, train_counts);
  visit.optional_integer("seed", seed, seeds, std::nullopt);
  visit.flag("image", image);
}

void WanderingDigitsSpec::fields(FieldVisitor& visit) {
  visit.integer("train", train, train_counts);
  visit.optional_integer("seed", seed, seeds, std::nullopt);
}

Result<Dataset> draw(const DigitsSpec& spec, const DataStore& store, Generator& generator, std::string_view where) {
  const Result<const ImageFile*> found = find_digits(store, where);
  if (!found.ok()) return found.error();
  const ImageFile& file = *found.value();
  Split all = blank(file, side * side);
  for (std::size_t i = 0; i < all.inputs.size(); ++i) all.inputs[i] = pixel(file, i);
  std::vector<std::int32_t> order(file.rows);
  generator.randperm(order);
  Dataset dataset;
  dataset.row_shape = spec.image ? std::vector<std::size_t>{1, side, side} : std::vector<std::size_t>{side * side};
  dataset.classes = file.classes;
  split_rows(all, order, static_cast<std::size_t>(spec.train), dataset);
  return dataset;
}

Result<Dataset> draw(const WanderingDigitsSpec& spec, const DataStore& store, Generator& generator,
                     std::string_view where) {
  const Result<const ImageFile*> found = find_digits(store, where);
  if (!found.ok()) return found.error();
  const ImageFile& file = *found.value();
  std::vector<std::int32_t> place(2 * file.rows);
  generator.randint(place, 0, canvas - side + 1);
  Split all = blank(file, canvas * canvas);
  for (std::size_t image = 0; image < file.rows; ++image) {
    const auto top = static_cast<std::size_t>(place[2 * image]);
    const auto left = static_cast<std::size_t>(place[2 * image + 1]);
    for (std::size_t y = 0; y < side; ++y) {
      for (std::size_t x = 0; x < side; ++x) {
        all.inputs[(image * canvas + top + y) * canvas + left + x] = pixel(file, (image * side + y) * side + x);
      }
    }
  }
  std::vector<std::int32_t> order(file.rows);
  generator.randperm(order);
  Dataset dataset;
  dataset.row_shape = {1, canvas, canvas};
  dataset.classes = file.classes;
  split_rows(all, order, static_cast<std::size_t>(spec.train), dataset);
  return dataset;
}

}  // namespace livefig
