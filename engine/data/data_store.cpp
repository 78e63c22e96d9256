// Reads a data file, its pixels sorted by label; refuses one that is cut, or whose header or labels no data file has.
#include "data/data_store.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace livefig {
namespace {

Error bad(std::string_view where, Pieces message) { return {ErrorCode::BadData, where, message}; }

/// Little-endian words, one after the other; fails softly at the end of the bytes.
class WordReader {
 public:
  explicit WordReader(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  bool read(std::uint32_t& word) {
    if (bytes_.size() < 4) return false;
    word = 0;
    for (std::size_t i = 0; i < 4; ++i) word |= static_cast<std::uint32_t>(bytes_[i]) << (8 * i);
    bytes_ = bytes_.subspan(4);
    return true;
  }
  std::span<const std::uint8_t> rest() const { return bytes_; }

 private:
  std::span<const std::uint8_t> bytes_;
};

}  // namespace

Result<ImageFile> read_image_file(std::span<const std::uint8_t> bytes, std::string_view where) {
  constexpr std::uint32_t magic = 0x3244464C;  // "LFD2"
  constexpr std::uint32_t largest_count = 1 << 24;
  WordReader reader(bytes);
  std::uint32_t word = 0;
  if (!reader.read(word) || word != magic) return bad(where, {"is not a data file: it must begin with LFD2"});

  ImageFile file;
  std::uint32_t rows = 0;
  std::uint32_t classes = 0;
  std::uint32_t rank = 0;
  if (!reader.read(rows) || !reader.read(classes) || !reader.read(rank))
    return bad(where, {"is cut off in its header"});
  if (rows == 0 || rows > largest_count || classes == 0 || classes > 256 || rank == 0 || rank > 3) {
    return bad(where, {"has a header that no data file has"});
  }
  std::uint64_t row_bytes = 1;
  for (std::uint32_t i = 0; i < rank; ++i) {
    if (!reader.read(word)) return bad(where, {"is cut off in its header"});
    if (word == 0 || word > largest_count || row_bytes * word > largest_count) {
      return bad(where, {"has a header that no data file has"});
    }
    row_bytes *= word;
    file.dims.push_back(word);
  }
  if (!reader.read(file.divisor) || file.divisor == 0) return bad(where, {"is cut off in its header"});

  const std::uint64_t expected = rows * row_bytes + rows;
  if (reader.rest().size() != expected) {
    return bad(where, {"must hold ", expected, " bytes after its header, got ", reader.rest().size()});
  }
  file.rows = rows;
  file.classes = classes;
  const auto pixels = reader.rest().first(static_cast<std::size_t>(rows * row_bytes));
  const auto labels = reader.rest().subspan(pixels.size());
  if (std::ranges::any_of(labels, [&](std::uint8_t label) { return label >= classes; })) {
    return bad(where, {"has a label outside its classes"});
  }
  const auto width = static_cast<std::size_t>(row_bytes);
  file.pixels = std::vector<std::uint8_t>(pixels.size());
  std::size_t place = 0;
  for (std::uint32_t label = 0; label < classes; ++label) {
    for (std::size_t row = 0; row < rows; ++row) {
      if (labels[row] != label) continue;
      for (std::size_t i = 0; i < width; ++i) file.pixels[row * width + i] = pixels[i * rows + place];
      ++place;
    }
  }
  file.labels.assign(labels.begin(), labels.end());
  return file;
}

Status DataStore::provide(std::string_view name, std::span<const std::uint8_t> bytes) {
  Result<ImageFile> file = read_image_file(bytes, "provide");
  if (!file.ok()) return file.error();
  std::erase_if(files_, [name](const Named& old) { return old.name == name; });
  files_.push_back({std::string(name), file.take()});
  return {};
}

const ImageFile* DataStore::find(std::string_view name) const {
  for (const Named& named : files_)
    if (named.name == name) return &named.file;
  return nullptr;
}

}  // namespace livefig
