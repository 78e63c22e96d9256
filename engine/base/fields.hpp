// One listing of a spec's fields, which then is read from JSON, checked, written, compared and described.
//
// A spec is a plain struct whose member initialisers are PyTorch's defaults, with two more members:
//
//   struct DropoutSpec {
//     static constexpr std::string_view type_name = "Dropout";
//     double p = 0.5;
//     void fields(FieldVisitor& visit) { visit.number({"p", Live::yes}, p, Range::from(0).below(1)); }
//   };
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/function_ref.hpp"
#include "base/range.hpp"

namespace livefig {

class FieldVisitor;

/// May the field change while a run lives?
enum class Live { no, yes };
/// Must the field be given?
enum class Need { optional, required };

struct Field {
  std::string_view name;
  Live live = Live::no;
  Need need = Need::optional;

  constexpr Field(const char* field_name, Live is_live = Live::no, Need is_needed = Need::optional)
      : name(field_name), live(is_live), need(is_needed) {}
  constexpr Field(const char* field_name, Need is_needed) : name(field_name), need(is_needed) {}
};

/// A nested object with fixed fields (`clip_grad_norm`), which may be absent. Adapter: object_slot.hpp.
class ObjectSlot {
 public:
  virtual ~ObjectSlot() = default;
  virtual bool present() const = 0;
  virtual void make_present() = 0;
  /// Of the defaults when absent.
  virtual void fields(FieldVisitor& visit) = 0;
};

/// A nested object of one of several named types (`optimizer`), which may be absent. Adapter: variant_slot.hpp.
class VariantSlot {
 public:
  virtual ~VariantSlot() = default;
  /// The family's name: "layer", "optimizer", …
  virtual std::string_view family() const = 0;
  /// The field that names the type: "type", or "name".
  virtual std::string_view key() const = 0;
  virtual std::span<const std::string_view> type_names() const = 0;
  /// The type meant when the key is left out (`data` with arrays of the caller's), "" when the key is required.
  virtual std::string_view unnamed_type() const { return {}; }
  /// May the type's name alone stand for the object (`"kaiming_normal_"`)?
  virtual bool name_alone() const { return false; }
  /// The present type, "" when absent.
  virtual std::string_view type_name() const = 0;
  /// Becomes that type with its defaults; false when there is none of that name.
  virtual bool choose(std::string_view type_name) = 0;
  virtual void fields(FieldVisitor& visit) = 0;
};

/// A list of objects of several types (`model`). Adapter: variant_slot.hpp.
class VariantList {
 public:
  virtual ~VariantList() = default;
  virtual std::size_t size() const = 0;
  /// Becomes a list of that many defaults.
  virtual void reset(std::size_t size) = 0;
  /// Calls `use` with the slot of element `index`.
  virtual void visit(std::size_t index, FunctionRef<void(VariantSlot&)> use) = 0;
  /// Calls `use` with a slot outside the list, for descriptions.
  virtual void sample(FunctionRef<void(VariantSlot&)> use) = 0;
};

/// What can be done with a listing of fields. The value is only changed by a reader.
class FieldVisitor {
 public:
  virtual ~FieldVisitor() = default;

  virtual void number(const Field& field, double& value, const Range& range) = 0;
  virtual void integer(const Field& field, std::int64_t& value, const IntegerRange& range) = 0;
  /// Left out, the field means `fallback` (MaxPool2d's stride is its kernel_size); without one it stays empty.
  virtual void optional_integer(const Field& field, std::optional<std::int64_t>& value, const IntegerRange& range,
                                const std::optional<std::int64_t>& fallback) = 0;
  virtual void flag(const Field& field, bool& value) = 0;
  /// One of `names`, which live as long as the program does.
  virtual void choice(const Field& field, std::string_view& value, std::span<const std::string_view> names) = 0;
  /// Exactly values.size() numbers (`betas`).
  virtual void numbers(const Field& field, std::span<double> values, const Range& range) = 0;
  /// A list whose length lies in `count` (`shape`).
  virtual void integers(const Field& field, std::vector<std::int64_t>& values, const IntegerRange& range,
                        const IntegerRange& count) = 0;
  virtual void object(const Field& field, ObjectSlot& slot) = 0;
  virtual void variant(const Field& field, VariantSlot& slot) = 0;
  virtual void variants(const Field& field, VariantList& list, const IntegerRange& count) = 0;
};

}  // namespace livefig
