// Makes a std::variant of spec structs visitable: each type is chosen by its PyTorch name.
#pragma once

#include <array>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "base/fields.hpp"

namespace livefig {

/// What there is to know of a std::variant of specs without its type: tables, one entry per alternative.
struct SpecTable {
  std::span<const std::string_view> names;  // "" for std::monostate, which comes first
  std::span<void (*const)(void* variant)> choose;
  std::span<void (*const)(void* variant, FieldVisitor& visit)> fields;
  std::size_t (*index)(const void* variant);
};

/// Everything that the slots of all families share; code for it exists once.
class TableSlot : public VariantSlot {
 public:
  TableSlot(std::string_view family, std::string_view key, void* variant, const SpecTable& table)
      : family_(family), key_(key), variant_(variant), table_(table) {}
  /// For families whose type's name may stand alone.
  TableSlot& alone() { return alone_ = true, *this; }

  std::string_view family() const override { return family_; }
  std::string_view key() const override { return key_; }
  std::span<const std::string_view> type_names() const override;
  bool name_alone() const override { return alone_; }
  std::string_view type_name() const override;
  bool choose(std::string_view name) override;
  void fields(FieldVisitor& visit) override;

 private:
  std::string_view family_, key_;
  bool alone_ = false;
  void* variant_;
  const SpecTable& table_;
};

/// One family of specs. `Variant` is a std::variant whose alternatives have `type_name` and `fields`;
/// a first alternative std::monostate means that the object may be absent.
template <class Variant>
class VariantSlotOf final : public TableSlot {
 public:
  VariantSlotOf(std::string_view family, std::string_view key, Variant& value)
      : TableSlot(family, key, &value, Tables<>::table) {}

 private:
  template <class Spec>
  static constexpr bool absent = std::is_same_v<Spec, std::monostate>;

  template <std::size_t I>
  static constexpr std::string_view name() {
    using Spec = std::variant_alternative_t<I, Variant>;
    if constexpr (absent<Spec>) {
      return {};
    } else {
      return Spec::type_name;
    }
  }
  template <std::size_t I>
  static void choose_at(void* variant) {
    static_cast<Variant*>(variant)->template emplace<I>();
  }
  template <std::size_t I>
  static void fields_at(void* variant, FieldVisitor& visit) {
    if constexpr (!absent<std::variant_alternative_t<I, Variant>>)
      std::get_if<I>(static_cast<Variant*>(variant))->fields(visit);
  }
  static std::size_t index(const void* variant) { return static_cast<const Variant*>(variant)->index(); }

  template <class Indices = std::make_index_sequence<std::variant_size_v<Variant>>>
  struct Tables;
  template <std::size_t... I>
  struct Tables<std::index_sequence<I...>> {
    static constexpr std::array<std::string_view, sizeof...(I)> names{name<I>()...};
    static constexpr std::array<void (*)(void*), sizeof...(I)> choose{&choose_at<I>...};
    static constexpr std::array<void (*)(void*, FieldVisitor&), sizeof...(I)> fields{&fields_at<I>...};
    static constexpr SpecTable table{names, choose, fields, &index};
  };
};

/// A std::vector of specs, where `slot_of(element)` gives the element's VariantSlot by value.
template <class Element, class SlotOf>
class VariantListOf final : public VariantList {
 public:
  VariantListOf(std::vector<Element>& elements, SlotOf slot_of) : elements_(elements), slot_of_(slot_of) {}

  std::size_t size() const override { return elements_.size(); }
  void reset(std::size_t size) override { elements_ = std::vector<Element>(size); }
  void visit(std::size_t index, FunctionRef<void(VariantSlot&)> use) override {
    auto slot = slot_of_(elements_[index]);
    use(slot);
  }
  void sample(FunctionRef<void(VariantSlot&)> use) override {
    Element element;
    auto slot = slot_of_(element);
    use(slot);
  }

 private:
  std::vector<Element>& elements_;
  SlotOf slot_of_;
};

}  // namespace livefig
