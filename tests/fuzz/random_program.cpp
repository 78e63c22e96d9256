// Growing a program: data first, then layers that the engine can plan, then a loss over what comes out.
#include "random_program.hpp"

#include <algorithm>

namespace livefig::fuzz {
namespace {

struct Data {
  Json json;
  std::optional<OwnArrays> arrays;
  std::int64_t classes = 0;  // 0: values
  std::int64_t width = 1;    // values per row
};

float small_number(Dice& dice) { return static_cast<float>(4.0 * dice.share() - 2.0); }

void fill_side(OwnArrays::Side& side, std::size_t rows, std::size_t row_floats, const Data& data, Dice& dice) {
  for (std::size_t i = 0; i < rows * row_floats; ++i) side.inputs.push_back(small_number(dice));
  for (std::size_t i = 0; i < rows; ++i) {
    if (data.classes > 0) {
      side.classes.push_back(static_cast<std::int32_t>(dice.between(0, data.classes - 1)));
    } else {
      for (std::int64_t j = 0; j < data.width; ++j) side.values.push_back(small_number(dice));
    }
  }
}

Data own_data(Dice& dice) {
  Data data;
  const std::size_t rank = 1 + dice.below(3);
  Json shape = Json::array();
  std::size_t row_floats = 1;
  for (std::size_t i = 0; i < rank; ++i) {
    const std::int64_t size = i + 1 == rank || i > 0 ? dice.between(1, 9) : dice.between(1, 3);
    shape.push(size);
    row_floats *= static_cast<std::size_t>(size);
  }
  data.json = Json::object();
  data.json.set("shape", std::move(shape));
  if (dice.chance(0.5)) {
    data.classes = dice.between(1, 5);
  } else {
    data.width = dice.between(1, 4);
  }
  data.arrays.emplace();
  fill_side(data.arrays->training, static_cast<std::size_t>(dice.between(1, 14)), row_floats, data, dice);
  if (dice.chance(0.5)) {
    fill_side(data.arrays->validation, static_cast<std::size_t>(dice.between(1, 9)), row_floats, data, dice);
  }
  return data;
}

Data random_data(const Listing& listing, Dice& dice) {
  if (dice.chance(0.6)) return own_data(dice);
  Data data;
  std::vector<std::string> names = listing.types("data");
  std::erase(names, "arrays");
  // A set read from a file copies all 1,797 rows, which costs as much as a hundred other cases.
  if (!dice.chance(0.1)) std::erase_if(names, [](const std::string& name) { return name.ends_with("digits"); });
  const std::string& name = dice.pick(names);
  data.json = listing.object("data", name, dice);
  // Their defaults are hundreds of rows, which is slow here and shows nothing that ten do not.
  data.json.set("train", dice.between(1, 20));
  if (name.find("digits") == std::string::npos) data.json.set("validation", dice.between(0, 20));
  // Two classes unless the set says otherwise; the engine judges a wrong guess.
  data.classes = name.find("sine") != std::string::npos ? 0 : name.find("digits") != std::string::npos ? 10 : 2;
  if (const Json* classes = data.json.find("classes")) data.classes = static_cast<std::int64_t>(classes->number());
  if (name == "blobs" && data.json.find("classes") == nullptr) data.classes = 3;
  return data;
}

/// Can the engine plan these layers on that data, small enough to be trained here?
bool can_plan(const Data& data, const Json& model) {
  Json program = Json::object();
  program.set("data", data.json);
  program.set("model", model);
  Json loss = Json::object(), optimizer = Json::object();
  loss.set("type", "MSELoss");
  optimizer.set("type", "SGD");
  program.set("loss", std::move(loss));
  program.set("optimizer", std::move(optimizer));
  Program read;
  if (!read_program(program, read).empty()) return false;
  const CallerArrays arrays = data.arrays ? data.arrays->view() : CallerArrays{};
  const Result<std::uint64_t> bytes = Run::estimate_bytes(read, data.arrays ? &arrays : nullptr);
  return bytes.ok() && bytes.value() < most_bytes;
}

Json grown_model(const Listing& listing, const Data& data, std::int64_t outputs, Dice& dice) {
  Json model = Json::array();
  const auto keep_if_planned = [&](Json layer) {
    Json longer = model;
    longer.push(std::move(layer));
    if (!can_plan(data, longer)) return false;
    model = std::move(longer);
    return true;
  };
  const std::size_t tries = dice.below(9);
  for (std::size_t i = 0; i < tries; ++i) {
    Json layer = listing.object("layer", dice);
    // A bare block must keep its shape, which random ones seldom do.
    if (layer.find("block") != nullptr && dice.chance(0.7)) {
      Json block = Json::array();
      for (std::size_t j = 0; j <= dice.below(2); ++j) {
        Json inner = listing.object("layer", dice);
        if (inner.find("block") == nullptr) block.push(std::move(inner));
      }
      layer.set("block", std::move(block));
    }
    keep_if_planned(std::move(layer));
  }
  Json flatten = Json::object(), last = Json::object();
  flatten.set("type", "Flatten");
  last.set("type", "Linear");
  last.set("out_features", outputs);
  if (dice.chance(0.95)) keep_if_planned(flatten);
  keep_if_planned(last);
  return model;
}

Json surface_program(const Listing& listing, Dice& dice) {
  Json program = Json::object();
  program.set("surface", listing.value(*listing.field("surface"), dice));
  Json& start = *program.find("surface")->find("start");
  for (Json& at : start.items()) at = 6.0 * dice.share() - 3.0;
  program.set("optimizer", listing.object("optimizer", dice));
  if (dice.chance(0.5)) program.set("seed", dice.between(0, 99));
  return program;
}

}  // namespace

CallerArrays OwnArrays::view() const {
  return {{training.inputs, training.classes, training.values},
          {validation.inputs, validation.classes, validation.values}};
}

RandomProgram random_program(const Listing& listing, Dice& dice) {
  if (dice.chance(0.06)) return {surface_program(listing, dice), {}};
  Data data = random_data(listing, dice);
  Json program = Json::object();
  for (const Json& field : listing.fields()) {
    const std::string& name = field.find("name")->string();
    if (name == "surface" || (!field.find("required")->boolean() && !dice.chance(0.3))) continue;
    if (name == "data") {
      program.set(name, data.json);
    } else if (name != "model") {
      program.set(name, listing.value(field, dice));
    }
  }
  // Batch norm wants more than the default of one row.
  if (dice.chance(0.7)) program.set("batch_size", dice.between(2, 8));
  // Classes are told apart by as many outputs, or by one under a loss of values.
  const bool by_class = program.find("loss")->find("type")->string() == "CrossEntropyLoss";
  const std::int64_t outputs = data.classes == 0 ? data.width : by_class ? data.classes : 1;
  if (data.classes == 0 && by_class) program.set("loss", listing.object("loss", "MSELoss", dice));
  program.set("model", grown_model(listing, data, outputs, dice));
  return {std::move(program), std::move(data.arrays)};
}

DataStore digit_store() {
  std::vector<std::uint8_t> bytes{'L', 'F', 'D', '2'};
  for (const std::uint32_t word : {1797u, 10u, 2u, 8u, 8u, 16u}) {
    for (int shift = 0; shift < 32; shift += 8) bytes.push_back(static_cast<std::uint8_t>(word >> shift));
  }
  for (std::size_t i = 0; i < 1797 * 64; ++i) bytes.push_back(static_cast<std::uint8_t>(i * 7 % 17));
  for (std::size_t i = 0; i < 1797; ++i) bytes.push_back(static_cast<std::uint8_t>(i % 10));
  DataStore store;
  (void)store.provide("digits", bytes);
  return store;
}

}  // namespace livefig::fuzz
