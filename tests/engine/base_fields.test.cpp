// One listing of fields, read, written, compared and described; every misuse refused at its path.
#include <array>
#include <catch2/catch_test_macros.hpp>

#include "base/compare_fields.hpp"
#include "base/describe_fields.hpp"
#include "base/nearest_name.hpp"
#include "base/object_slot.hpp"
#include "base/read_fields.hpp"
#include "base/variant_slot.hpp"
#include "base/write_fields.hpp"

using namespace livefig;

namespace {

struct Tea {
  static constexpr std::string_view type_name = "Tea";
  double strength = 0.5;
  void fields(FieldVisitor& visit) { visit.number({"strength", Live::yes}, strength, Range::from(0).below(1)); }
};
struct Coffee {
  static constexpr std::string_view type_name = "Coffee";
  std::int64_t shots = 1;
  std::optional<std::int64_t> cups;
  void fields(FieldVisitor& visit) {
    visit.integer("shots", shots, {1, 4});
    visit.optional_integer("cups", cups, {1, 9}, shots);
  }
};
using Drink = std::variant<Tea, Coffee>;

struct Order {
  static constexpr std::array<std::string_view, 2> sizes{"small", "large"};
  std::string_view size = "small";
  bool take_away = false;
  std::array<double, 2> sugar{0.25, 0.5};
  std::vector<std::int64_t> table;
  std::optional<Tea> spare;
  std::variant<std::monostate, Tea, Coffee> extra;
  std::vector<Drink> drinks;

  void fields(FieldVisitor& visit) {
    visit.choice("size", size, sizes);
    visit.flag("take_away", take_away);
    visit.numbers({"sugar", Live::yes}, sugar, Range::from(0));
    visit.integers("table", table, {1, 100}, {1, 3});
    ObjectSlotOf<Tea> spare_slot(spare);
    visit.object("spare", spare_slot);
    VariantSlotOf<decltype(extra)> extra_slot("drink", "type", extra);
    extra_slot.alone();
    visit.variant("extra", extra_slot);
    VariantListOf list(drinks, +[](Drink& drink) { return VariantSlotOf<Drink>("drink", "type", drink); });
    visit.variants({"drinks", Need::required}, list, {1, 3});
  }
};

Errors read(std::string_view text, Order& order) {
  Errors errors;
  read_fields(Json::parse(text).take(), "", [&](FieldVisitor& visit) { order.fields(visit); }, errors);
  return errors;
}

std::string written(Order order) {
  return write_fields([&](FieldVisitor& visit) { order.fields(visit); }).text();
}

std::vector<Change> compared(Order a, Order b) {
  return compare_fields([&](FieldVisitor& visit) { a.fields(visit); }, [&](FieldVisitor& visit) { b.fields(visit); });
}

}  // namespace

TEST_CASE("Defaults are filled in when a spec is written", "[base]") {
  Order order;
  REQUIRE(read(R"({"drinks":[{"type":"Coffee","shots":3}]})", order).empty());
  CHECK(written(order) ==
        R"({"size":"small","take_away":false,"sugar":[0.25,0.5],"drinks":[{"type":"Coffee","shots":3,"cups":3}]})");
}

TEST_CASE("Everything given is read and written back", "[base]") {
  const std::string text =
      R"({"size":"large","take_away":true,"sugar":[1,2],"table":[4,5],"spare":{"strength":0.75},)"
      R"("extra":{"type":"Tea","strength":0.125},"drinks":[{"type":"Tea","strength":0},{"type":"Coffee","shots":2,"cups":5}]})";
  Order order;
  REQUIRE(read(text, order).empty());
  CHECK(written(order) == text);
}

TEST_CASE("A name may stand for its object where the family says so", "[base]") {
  Order order;
  REQUIRE(read(R"({"extra":"Coffee","drinks":[{"type":"Tea"}]})", order).empty());
  CHECK(std::get<Coffee>(order.extra).shots == 1);
  const Errors errors = read(R"({"drinks":["Tea"]})", order);
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].text() == "[drinks[0]] must be an object, got \"Tea\"");
}

TEST_CASE("All errors are reported, unknown names before what they leave missing", "[base]") {
  Order order;
  const Errors errors = read(
      R"({"drink":1,"size":"lrge","sugar":[1,-1],"take_away":1,"table":[1,2.5],"spare":[],"extra":{"type":"Tee"}})",
      order);
  std::vector<std::string> texts;
  for (const Error& error : errors) texts.push_back(error.text());
  CHECK(texts == std::vector<std::string>{
                     "[drink] unknown field; did you mean \"drinks\"?",
                     "[size] unknown name \"lrge\"; did you mean \"large\"?",
                     "[take_away] must be true or false, got 1",
                     "[sugar[1]] must be at least 0, got -1",
                     "[table[1]] must be a whole number, got 2.5",
                     "[spare] must be an object, got a list",
                     "[extra.type] unknown drink \"Tee\"; did you mean \"Tea\"?",
                     "[drinks] is required",
                 });
}

TEST_CASE("A difference is named once, and whether it is live", "[base]") {
  Order a;
  REQUIRE(read(R"({"spare":{},"drinks":[{"type":"Tea"},{"type":"Coffee"}]})", a).empty());
  CHECK(compared(a, a).empty());

  Order b = a;
  std::get<Tea>(b.drinks[0]).strength = 0.25;
  b.spare->strength = 0.75;
  b.size = "large";
  auto changes = compared(a, b);
  REQUIRE(changes.size() == 3);
  CHECK(changes[0].path == "size");
  CHECK(changes[0].live == Live::no);
  CHECK(changes[1].path == "spare.strength");
  CHECK(changes[1].live == Live::yes);
  CHECK(changes[2].path == "drinks[0].strength");
  CHECK(changes[2].live == Live::yes);

  Order c = a;
  c.drinks[0] = Coffee{};
  c.spare.reset();
  changes = compared(a, c);
  REQUIRE(changes.size() == 2);
  CHECK(changes[0].path == "spare");
  CHECK(changes[1].path == "drinks[0]");
  CHECK(changes[1].live == Live::no);

  Order d = a;
  d.drinks.pop_back();
  changes = compared(a, d);
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].path == "drinks");

  // Two shots mean two cups, unless cups were given.
  Order e = a;
  std::get<Coffee>(e.drinks[1]).shots = 2;
  changes = compared(a, e);
  REQUIRE(changes.size() == 2);
  CHECK(changes[1].path == "drinks[1].cups");
}

TEST_CASE("A description says every field's kind, default and range", "[base]") {
  Order order;
  const Json description = describe_fields([&](FieldVisitor& visit) { order.fields(visit); });
  const Json* families = description.find("families");
  REQUIRE(families != nullptr);
  CHECK(families->text() ==
        R"({"drink":{"key":"type","name_alone":true,"types":{)"
        R"("Tea":[{"name":"strength","kind":"number","required":false,"live":true,"default":0.5,"min":0,"below":1}],)"
        R"("Coffee":[{"name":"shots","kind":"integer","required":false,"live":false,"default":1,"min":1,"max":4},)"
        R"({"name":"cups","kind":"integer","required":false,"live":false,"min":1,"max":9}]}}})");
  const auto& fields = description.find("fields")->items();
  REQUIRE(fields.size() == 7);
  CHECK(
      fields[0].text() ==
      R"({"name":"size","kind":"choice","required":false,"live":false,"default":"small","choices":["small","large"]})");
  CHECK(fields[2].find("length")->number() == 2);
  CHECK(fields[4].find("fields")->items().size() == 1);
  CHECK(
      fields[6].text() ==
      R"({"name":"drinks","kind":"list","required":true,"live":false,"family":"drink","min_length":1,"max_length":3})");
}

TEST_CASE("The nearest name is suggested only when it is near", "[base]") {
  constexpr std::array<std::string_view, 3> names{"Linear", "Dropout", "ReLU"};
  CHECK(nearest_name("linear", names) == "Linear");
  CHECK(nearest_name("Liner", names) == "Linear");
  CHECK(nearest_name("relu", names) == "ReLU");
  CHECK(nearest_name("Transformer", names).empty());
  CHECK(nearest_name(std::string(100000, 'x'), names).empty());
  CHECK(name_hint("LSTM", names) == "; known: Linear, Dropout, ReLU");
  CHECK(name_hint("LSTM", {}).empty());
}
