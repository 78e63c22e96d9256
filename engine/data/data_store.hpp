// The data files that the host has handed in; the engine itself opens none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace livefig {

/// Labelled images: pixels rows · product of dims, value = pixel / divisor.
struct ImageFile {
  std::size_t rows = 0;
  std::size_t classes = 0;
  std::vector<std::size_t> dims;  // (channels, height, width) or (height, width)
  std::uint32_t divisor = 1;
  std::vector<std::uint8_t> pixels;
  std::vector<std::uint8_t> labels;
};

/// Reads the format of lessons/*/data: 'LFD2', then little-endian u32 rows, classes, rank, dims[rank], divisor; the
/// first pixel of every row, then the second of every row and so on, rows of one label side by side; last each row's
/// label. What is alike is near, and gzip takes an eighth off. Errors: BadData.
Result<ImageFile> read_image_file(std::span<const std::uint8_t> bytes, std::string_view where);

class DataStore {
 public:
  /// Keeps the file under that name ("digits"), replacing an earlier one. Errors: BadData, `where` = "provide".
  Status provide(std::string_view name, std::span<const std::uint8_t> bytes);
  /// Nullptr when none of that name was provided.
  const ImageFile* find(std::string_view name) const;

 private:
  struct Named {
    std::string name;
    ImageFile file;
  };
  std::vector<Named> files_;  // a page has one or two
};

}  // namespace livefig
