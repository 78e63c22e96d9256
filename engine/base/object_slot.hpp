// Makes an optional spec struct visitable as a nested object.
#pragma once

#include <optional>

#include "base/fields.hpp"

namespace livefig {

/// Spec has default values and `fields`. Lives only for the duration of one visit.
template <class Spec>
class ObjectSlotOf final : public ObjectSlot {
 public:
  explicit ObjectSlotOf(std::optional<Spec>& spec) : spec_(spec) {}

  bool present() const override { return spec_.has_value(); }
  void make_present() override {
    if (!spec_) spec_.emplace();
  }
  void fields(FieldVisitor& visit) override {
    if (spec_) return spec_->fields(visit);
    Spec defaults;
    defaults.fields(visit);
  }

 private:
  std::optional<Spec>& spec_;
};

}  // namespace livefig
