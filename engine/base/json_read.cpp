// JSON text to a value, by recursive descent; the first problem is kept and everything unwinds.
#include <cmath>

#include "base/decimal.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

namespace livefig {
namespace {

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Result<Json> read() {
    Json value;
    skip_space();
    if (!read_value(value, 0)) return failure();
    skip_space();
    if (at_ != text_.size()) {
      fail("expected the end of the text");
      return failure();
    }
    return value;
  }

 private:
  bool fail(std::string_view message) {
    if (message_.empty()) {
      message_ = message;
      failed_at_ = at_;
    }
    return false;
  }

  Error failure() const {
    std::size_t line = 1, column = 1;
    for (std::size_t i = 0; i < failed_at_ && i < text_.size(); ++i) {
      if (text_[i] == '\n') {
        ++line;
        column = 1;
      } else {
        ++column;
      }
    }
    return {ErrorCode::BadJson, "json", {message_, " at line ", line, ", column ", column}};
  }

  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  void skip_space() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r'))
      ++at_;
  }

  bool take_word(std::string_view word) {
    if (text_.substr(at_, word.size()) != word) return fail("unexpected character");
    at_ += word.size();
    return true;
  }

  bool read_value(Json& out, std::size_t depth) {
    if (at_ >= text_.size()) return fail("unexpected end");
    switch (peek()) {
      case '{':
        return read_object(out, depth + 1);
      case '[':
        return read_array(out, depth + 1);
      case '"': {
        std::string text;
        if (!read_string(text)) return false;
        out = Json(text);
        return true;
      }
      case 't':
        out = Json(true);
        return take_word("true");
      case 'f':
        out = Json(false);
        return take_word("false");
      case 'n':
        out = Json();
        return take_word("null");
      default:
        return read_number(out);
    }
  }

  bool read_array(Json& out, std::size_t depth) {
    if (depth > Json::max_depth) return fail("nested too deeply");
    out = Json::array();
    ++at_;
    skip_space();
    if (peek() == ']') return ++at_, true;
    while (true) {
      Json item;
      if (!read_value(item, depth)) return false;
      out.push(std::move(item));
      skip_space();
      if (peek() == ']') return ++at_, true;
      if (peek() != ',') return fail("expected , or ]");
      ++at_;
      skip_space();
    }
  }

  bool read_object(Json& out, std::size_t depth) {
    if (depth > Json::max_depth) return fail("nested too deeply");
    out = Json::object();
    ++at_;
    skip_space();
    if (peek() == '}') return ++at_, true;
    while (true) {
      if (peek() != '"') return fail("expected a name in quotes");
      std::string name;
      const std::size_t name_at = at_;
      if (!read_string(name)) return false;
      // Quadratic, but a program's objects are small; a hostile one is stopped by the count.
      if (out.members().size() >= max_members) return fail("too many members");
      if (out.find(name) != nullptr) {
        at_ = name_at;
        return fail(joined({"duplicate name \"", name, "\""}));
      }
      skip_space();
      if (peek() != ':') return fail("expected :");
      ++at_;
      skip_space();
      Json value;
      if (!read_value(value, depth)) return false;
      out.members().emplace_back(std::move(name), std::move(value));
      skip_space();
      if (peek() == '}') return ++at_, true;
      if (peek() != ',') return fail("expected , or }");
      ++at_;
      skip_space();
    }
  }

  bool read_hex4(unsigned& out) {
    constexpr std::string_view digits = "0123456789abcdef";
    out = 0;
    for (int i = 0; i < 4; ++i) {
      const char c = peek();
      const std::size_t digit = digits.find(c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c);
      if (digit == digits.npos) return fail("expected four hexadecimal digits");
      out = out * 16 + static_cast<unsigned>(digit);
      ++at_;
    }
    return true;
  }

  static void append_utf8(std::string& out, unsigned point) {
    if (point < 0x80) {
      out += static_cast<char>(point);
      return;
    }
    // The first byte says how many follow with six bits each, and has what is left.
    const unsigned more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    const unsigned head = 0xFF00u >> (more + 1);
    out += static_cast<char>(head | (point >> (6 * more)));
    for (unsigned i = more; i-- > 0;) out += static_cast<char>(0x80 | ((point >> (6 * i)) & 0x3F));
  }

  bool read_escape(std::string& out) {
    constexpr std::string_view letters = "\"\\/bfnrt", meant = "\"\\/\b\f\n\r\t";
    if (const std::size_t letter = letters.find(peek()); letter != letters.npos) {
      out += meant[letter];
      ++at_;
      return true;
    }
    if (peek() != 'u') return fail("unknown escape");
    ++at_;
    unsigned point = 0;
    if (!read_hex4(point)) return false;
    if (point >= 0xD800 && point < 0xDC00 && text_.substr(at_, 2) == "\\u") {
      at_ += 2;
      unsigned low = 0;
      if (!read_hex4(low)) return false;
      if (low < 0xDC00 || low > 0xDFFF) return fail("half a surrogate pair");
      point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
    } else if (point >= 0xD800 && point <= 0xDFFF) {
      return fail("half a surrogate pair");
    }
    append_utf8(out, point);
    return true;
  }

  bool read_string(std::string& out) {
    ++at_;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"') return ++at_, true;
      if (static_cast<unsigned char>(c) < 0x20) return fail("control character in a string");
      ++at_;
      if (c != '\\') {
        out += c;
      } else if (!read_escape(out)) {
        return false;
      }
    }
    return fail("unfinished string");
  }

  bool take_digits() {
    const std::size_t start = at_;
    while (peek() >= '0' && peek() <= '9') ++at_;
    return at_ > start;
  }

  bool read_number(Json& out) {
    const std::size_t start = at_;
    if (peek() == '-') ++at_;
    if (peek() == '0') {
      ++at_;
    } else if (!take_digits()) {
      at_ = start;
      return fail("unexpected character");
    }
    if (peek() == '.') {
      ++at_;
      if (!take_digits()) return fail("expected a digit");
    }
    if (peek() == 'e' || peek() == 'E') {
      ++at_;
      if (peek() == '+' || peek() == '-') ++at_;
      if (!take_digits()) return fail("expected a digit");
    }
    const bool negative = text_[start] == '-';
    const double size = Decimal(text_.substr(start + negative, at_ - start - negative)).value();
    const double value = negative ? -size : size;
    if (!std::isfinite(value)) {
      at_ = start;
      return fail("a number that is not finite");
    }
    out = Json(value);
    return true;
  }

  static constexpr std::size_t max_members = 1000;

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t failed_at_ = 0;
  std::string message_;
};

}  // namespace

Result<Json> Json::parse(std::string_view text) { return Reader(text).read(); }

}  // namespace livefig
