// Makes a std::variant of spec structs visitable: each type is chosen by its PyTorch name.
#pragma once

#include <array>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "base/fields.hpp"

namespace livefig {

/// One family of specs. `Variant` is a std::variant whose alternatives have `type_name` and `fields`;
/// a first alternative std::monostate means that the object may be absent.
template <class Variant>
class VariantSlotOf final : public VariantSlot {
 public:
  VariantSlotOf(std::string_view family, std::string_view key, Variant& value)
      : family_(family), key_(key), value_(value) {}
  /// For families whose key may be left out, and for those whose type's name may stand alone.
  VariantSlotOf& unnamed(std::string_view type) { return unnamed_ = type, *this; }
  VariantSlotOf& alone() { return alone_ = true, *this; }

  std::string_view family() const override { return family_; }
  std::string_view key() const override { return key_; }
  std::span<const std::string_view> type_names() const override { return std::span(names).subspan(first); }
  std::string_view unnamed_type() const override { return unnamed_; }
  bool name_alone() const override { return alone_; }
  std::string_view type_name() const override { return names[value_.index()]; }

  bool choose(std::string_view name) override { return choose_at(name, std::make_index_sequence<count>{}); }

  void fields(FieldVisitor& visit) override {
    std::visit(
        [&visit](auto& spec) {
          if constexpr (!std::is_same_v<std::decay_t<decltype(spec)>, std::monostate>) spec.fields(visit);
        },
        value_);
  }

 private:
  static constexpr std::size_t count = std::variant_size_v<Variant>;
  static constexpr std::size_t first = std::is_same_v<std::variant_alternative_t<0, Variant>, std::monostate> ? 1 : 0;

  template <std::size_t I>
  static constexpr std::string_view name_at() {
    if constexpr (I < first)
      return {};
    else
      return std::variant_alternative_t<I, Variant>::type_name;
  }
  template <std::size_t... I>
  static constexpr std::array<std::string_view, count> all_names(std::index_sequence<I...>) {
    return {name_at<I>()...};
  }
  static constexpr std::array<std::string_view, count> names = all_names(std::make_index_sequence<count>{});

  template <std::size_t... I>
  bool choose_at(std::string_view name, std::index_sequence<I...>) {
    return ((I >= first && names[I] == name && (value_.template emplace<I>(), true)) || ...);
  }

  std::string_view family_, key_, unnamed_;
  bool alone_ = false;
  Variant& value_;
};

/// A std::vector of specs, where `slot_of(element)` gives the element's VariantSlot by value.
template <class Element, class SlotOf>
class VariantListOf final : public VariantList {
 public:
  VariantListOf(std::vector<Element>& elements, SlotOf slot_of) : elements_(elements), slot_of_(slot_of) {}

  std::size_t size() const override { return elements_.size(); }
  void resize(std::size_t size) override { elements_.resize(size); }
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
