// The visitor that flattens two specs into paths and values, which then are compared side by side.
#include "base/compare_fields.hpp"

#include <string_view>
#include <utility>

#include "base/field_values.hpp"
#include "base/text.hpp"

namespace livefig {
namespace {

struct Entry {
  std::string path;
  Json value;
  Live live;
  std::size_t inside;  // how many of the entries that follow depend on this one
};

// Flattens a spec into paths and values. What decides which fields follow (a type, a length) comes before them.
class FieldLister final : public ValueVisitor {
 public:
  std::vector<Entry> entries;

  void object(const Field& field, ObjectSlot& slot) override {
    within(inside(field.name), Json(slot.present()), [&] {
      if (slot.present()) slot.fields(*this);
    });
  }
  void variant(const Field& field, VariantSlot& slot) override { visit_variant(inside(field.name), slot); }
  void variants(const Field& field, VariantList& elements, const IntegerRange&) override {
    const std::string path = inside(field.name);
    within(path, Json(static_cast<std::int64_t>(elements.size())), [&] {
      for (std::size_t i = 0; i < elements.size(); ++i)
        elements.visit(i, [&](VariantSlot& slot) { visit_variant(joined({path, "[", i, "]"}), slot); });
    });
  }

 private:
  void value(const Field& field, std::string_view, Json value) override {
    entries.push_back({inside(field.name), std::move(value), field.live, 0});
  }

  std::string inside(std::string_view name) const {
    return path_.empty() ? std::string(name) : joined({path_, ".", name});
  }

  void visit_variant(const std::string& path, VariantSlot& slot) {
    within(path, Json(slot.type_name()), [&] { slot.fields(*this); });
  }

  void within(const std::string& path, const Json& value, FunctionRef<void()> inner) {
    const std::size_t at = entries.size();
    entries.push_back({path, value, Live::no, 0});
    const std::string outer = std::exchange(path_, path);
    inner();
    path_ = outer;
    entries[at].inside = entries.size() - at - 1;
  }

  std::string path_;
};

}  // namespace

std::vector<Change> compare_fields(FunctionRef<void(FieldVisitor&)> before, FunctionRef<void(FieldVisitor&)> after) {
  FieldLister old_lister, new_lister;
  before(old_lister);
  after(new_lister);
  const std::vector<Entry>& a = old_lister.entries;
  const std::vector<Entry>& b = new_lister.entries;
  std::vector<Change> changes;
  std::size_t i = 0, j = 0;
  // Equal types and lengths list the same fields, so both sides stay in step; a difference skips what it decides.
  while (i < a.size() && j < b.size()) {
    if (a[i].path != b[j].path) {
      changes.push_back({b[j].path, Live::no});
      break;
    }
    if (!(a[i].value == b[j].value)) {
      changes.push_back({b[j].path, b[j].live});
      i += a[i].inside;
      j += b[j].inside;
    }
    ++i;
    ++j;
  }
  if (i < a.size() && j == b.size()) changes.push_back({a[i].path, Live::no});
  if (j < b.size() && i == a.size()) changes.push_back({b[j].path, Live::no});
  return changes;
}

}  // namespace livefig
