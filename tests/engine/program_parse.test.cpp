// Programs: defaults, round trips, and a table of bad ones with the exact error of each.
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "program/program.hpp"

using namespace livefig;

namespace {

constexpr const char* lesson = R"({
  "seed": 7,
  "data": { "name": "digits", "train": 1437 },
  "model": [ { "type": "Linear", "out_features": 128 }, { "type": "BatchNorm1d" }, { "type": "ReLU" },
             { "type": "Dropout", "p": 0.5 },
             { "type": "Residual", "scale": 1, "block": [ { "type": "Linear", "out_features": 128 }, { "type": "ReLU" } ] },
             { "type": "Linear", "out_features": 10, "init": { "weight": "kaiming_normal_" } } ],
  "loss": { "type": "CrossEntropyLoss", "l2": 0.0001 },
  "optimizer": { "type": "Adam", "lr": 0.001, "betas": [0.9, 0.999], "eps": 1e-8, "weight_decay": 0 },
  "batch_size": 64, "shuffle": true, "drop_last": false })";

// A whole program around one layer, one loss, one optimizer…
std::string around(const std::string& model, const std::string& loss = R"({"type":"MSELoss"})",
                   const std::string& optimizer = R"({"type":"SGD"})", const std::string& data = R"({"shape":[4]})",
                   const std::string& more = "") {
  return R"({"data":)" + data + R"(,"model":)" + model + R"(,"loss":)" + loss + R"(,"optimizer":)" + optimizer + more +
         "}";
}
std::string layer(const std::string& fields) { return around("[" + fields + "]"); }

const std::string one = R"([{"type":"ReLU"}])";

}  // namespace

TEST_CASE("A field without a name is unknown, and its error has a place", "[program]") {
  const auto program = parse_program(R"({"":{"shape":[4]},"model":[]})");
  REQUIRE_FALSE(program.ok());
  CHECK(program.error().code == ErrorCode::UnknownField);
  CHECK(program.error().where == "program");
}

TEST_CASE("A program is written with every default and read back the same", "[program]") {
  const auto program = parse_program(lesson);
  REQUIRE(program.ok());
  const std::string text = write_program(program.value()).text();
  const auto again = parse_program(text);
  REQUIRE(again.ok());
  CHECK(write_program(again.value()).text() == text);
  CHECK(changes_between(program.value(), again.value()).empty());
  CHECK(text.find(R"({"type":"BatchNorm1d","eps":1e-05,"momentum":0.1,"affine":true,"requires_grad":true})") !=
        std::string::npos);
  CHECK(
      text.find(R"("init":{"weight":{"name":"kaiming_normal_","a":0,"mode":"fan_in","nonlinearity":"leaky_relu"}})") !=
      std::string::npos);
}

TEST_CASE("What is left out has PyTorch's default", "[program]") {
  const auto read =
      parse_program(around(R"([{"type":"Conv2d","out_channels":2,"kernel_size":3},{"type":"MaxPool2d","kernel_size":2},
      {"type":"LeakyReLU"},{"type":"Dropout"},{"type":"BatchNorm2d"}])"));
  REQUIRE(read.ok());
  const Program& program = read.value();
  CHECK(program.seed == 0);
  CHECK(program.batch_size == 1);
  CHECK(program.shuffle);
  CHECK_FALSE(program.drop_last);
  CHECK(std::get<Conv2dSpec>(program.model[0].value).stride == 1);
  CHECK(std::get<Conv2dSpec>(program.model[0].value).bias);
  CHECK_FALSE(std::get<MaxPool2dSpec>(program.model[1].value).stride.has_value());
  CHECK(std::get<LeakyReLUSpec>(program.model[2].value).negative_slope == 0.01);
  CHECK(std::get<DropoutSpec>(program.model[3].value).p == 0.5);
  CHECK(std::get<BatchNorm2dSpec>(program.model[4].value).eps == 1e-5);
  CHECK(write_program(program).text().find(R"("kernel_size":2,"stride":2,"padding":0)") != std::string::npos);
}

TEST_CASE("What is left out of the newer layers has PyTorch's default, and is written", "[program]") {
  const std::string given =
      R"([{"type":"Conv1d","out_channels":2,"kernel_size":3},{"type":"MaxPool1d","kernel_size":2},)"
      R"({"type":"AvgPool2d","kernel_size":3},{"type":"AdaptiveAvgPool1d","output_size":1},{"type":"LayerNorm"},)"
      R"({"type":"LayerNorm","normalized_shape":[2,3]},{"type":"ELU"},{"type":"GELU"},{"type":"SiLU"},)"
      R"({"type":"Softmax"}])";
  const std::string written =
      R"([{"type":"Conv1d","out_channels":2,"kernel_size":3,"stride":1,"padding":0,"bias":true,"requires_grad":true},)"
      R"({"type":"MaxPool1d","kernel_size":2,"stride":2,"padding":0},)"
      R"({"type":"AvgPool2d","kernel_size":3,"stride":3,"padding":0,"count_include_pad":true},)"
      R"({"type":"AdaptiveAvgPool1d","output_size":1},{"type":"LayerNorm","eps":1e-05,"elementwise_affine":true,"requires_grad":true},)"
      R"({"type":"LayerNorm","normalized_shape":[2,3],"eps":1e-05,"elementwise_affine":true,"requires_grad":true},)"
      R"({"type":"ELU","alpha":1},{"type":"GELU","approximate":"none"},{"type":"SiLU"},{"type":"Softmax","dim":-1}])";
  const auto program = parse_program(around(given));
  REQUIRE(program.ok());
  const Json out = write_program(program.value());
  CHECK(out.find("model")->text() == written);
  CHECK(changes_between(program.value(), parse_program(out.text()).value()).empty());
}

TEST_CASE("A surface program has a surface and an optimizer", "[program]") {
  const std::string text =
      R"({"surface":{"name":"rosenbrock","start":[-1,1]},"seed":0,"optimizer":{"type":"SGD","lr":0.001,)"
      R"("momentum":0.9,"dampening":0,"nesterov":false,"weight_decay":0}})";
  const auto program = parse_program(text);
  REQUIRE(program.ok());
  CHECK(program.value().surface->start[0] == -1);
  CHECK(write_program(program.value()).text() == text);
}

TEST_CASE("Differences say what a run may take over", "[program]") {
  const Program before = parse_program(lesson).take();
  Program after = before;
  std::get<DropoutSpec>(after.model[3].value).p = 0.25;
  std::get<CrossEntropyLossSpec>(after.loss).l2 = 0;
  std::get<AdamSpec>(after.optimizer).lr = 0.01;
  auto changes = changes_between(before, after);
  REQUIRE(changes.size() == 3);
  CHECK(changes[0].path == "model[3].p");
  CHECK(changes[1].path == "loss.l2");
  CHECK(changes[2].path == "optimizer.lr");
  for (const Change& change : changes) CHECK(change.live == Live::yes);

  after = before;
  after.batch_size = 32;
  std::get<LinearSpec>(std::get<ResidualSpec>(after.model[4].value).block[0].value).bias = false;
  after.seed = 8;
  changes = changes_between(before, after);
  REQUIRE(changes.size() == 3);
  CHECK(changes[0].path == "seed");
  CHECK(changes[1].path == "model[4].block[0].bias");
  CHECK(changes[2].path == "batch_size");
  for (const Change& change : changes) CHECK(change.live == Live::no);

  after = before;
  after.data = ArrayDataSpec{.shape = {64}};
  changes = changes_between(before, after);
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].path == "data");
}

TEST_CASE("Bad programs are refused with the place and a sentence", "[program]") {
  struct Row {
    std::string program;
    const char* code;
    const char* text;
  };
  const std::string deep = std::string(200, '[');
  const Row rows[] = {
      // Not an object, or not JSON.
      {"", "bad_json", "[json] unexpected end at line 1, column 1"},
      {"[]", "invalid_value", "[program] must be an object, got a list"},
      {"null", "invalid_value", "[program] must be an object, got null"},
      {deep, "bad_json", "[json] nested too deeply at line 1, column 65"},
      {R"({"seed":1,"seed":2})", "bad_json", "[json] duplicate name \"seed\" at line 1, column 11"},
      {R"({"seed":NaN})", "bad_json", "[json] unexpected character at line 1, column 9"},
      {R"({"seed":1e999})", "bad_json", "[json] a number that is not finite at line 1, column 9"},
      // What a program must have.
      {"{}", "missing_field", "[data] is required"},
      {R"({"data":{"shape":[4]}})", "missing_field", "[model] is required"},
      {around("[]"), "invalid_value", "[model] its length must be at least 1, got 0"},
      {around("{}"), "invalid_value", "[model] must be a list, got an object"},
      {around("null"), "invalid_value", "[model] must be a list, got null"},
      {around("[null]"), "invalid_value", "[model[0]] must be an object, got null"},
      {around(one, "null"), "invalid_value", "[loss] must be an object, got null"},
      {around(one, R"({"type":"MSELoss"})", R"({"type":"SGD"})", R"({"shape":[4]})", R"(,"sead":1)"), "unknown_field",
       "[sead] unknown field; did you mean \"seed\"?"},
      {around(one, R"({"type":"MSELoss"})", R"({"type":"SGD"})", R"({"shape":[4]})", R"(,"seed":-1)"), "invalid_value",
       "[seed] must be at least 0, got -1"},
      {around(one, R"({"type":"MSELoss"})", R"({"type":"SGD"})", R"({"shape":[4]})", R"(,"seed":1.5)"), "invalid_value",
       "[seed] must be a whole number, got 1.5"},
      {around(one, R"({"type":"MSELoss"})", R"({"type":"SGD"})", R"({"shape":[4]})", R"(,"seed":1e300)"),
       "invalid_value", "[seed] must be a whole number, got 1e+300"},
      {around(one, R"({"type":"MSELoss"})", R"({"type":"SGD"})", R"({"shape":[4]})", R"(,"batch_size":0)"),
       "invalid_value", "[batch_size] must be at least 1, got 0"},
      {around(one, R"({"type":"MSELoss"})", R"({"type":"SGD"})", R"({"shape":[4]})", R"(,"batch_size":"64")"),
       "invalid_value", "[batch_size] must be a whole number, got \"64\""},
      {around(one, R"({"type":"MSELoss"})", R"({"type":"SGD"})", R"({"shape":[4]})", R"(,"shuffle":"no")"),
       "invalid_value", "[shuffle] must be true or false, got \"no\""},
      // Layers.
      {layer("{}"), "missing_field", "[model[0].type] is required"},
      {layer(R"({"type":3})"), "invalid_value", "[model[0].type] must be a name, got 3"},
      {layer(R"({"type":"Liner","out_features":2})"), "unknown_name",
       "[model[0].type] unknown layer \"Liner\"; did you mean \"Linear\"?"},
      {layer(R"({"type":"LSTM"})"), "unknown_name",
       "[model[0].type] unknown layer \"LSTM\"; known: Linear, Conv1d, Conv2d, MaxPool1d, MaxPool2d, AvgPool1d, "
       "AvgPool2d, "
       "AdaptiveAvgPool1d, AdaptiveAvgPool2d, Flatten, BatchNorm1d, BatchNorm2d, LayerNorm, Dropout, ReLU, LeakyReLU, "
       "ELU, GELU, SiLU, Tanh, Sigmoid, Softmax, Residual"},
      {layer(R"({"type":"Linear"})"), "missing_field", "[model[0].out_features] is required"},
      {layer(R"({"type":"Linear","out_feature":2})"), "unknown_field",
       "[model[0].out_feature] unknown field; did you mean \"out_features\"?"},
      {layer(R"({"type":"Linear","out_features":0})"), "invalid_value",
       "[model[0].out_features] must be at least 1, got 0"},
      {layer(R"({"type":"Linear","out_features":-3})"), "invalid_value",
       "[model[0].out_features] must be at least 1, got -3"},
      {layer(R"({"type":"Linear","out_features":2.5})"), "invalid_value",
       "[model[0].out_features] must be a whole number, got 2.5"},
      {layer(R"({"type":"Linear","out_features":1e12})"), "invalid_value",
       "[model[0].out_features] must be at most 16777216, got 1000000000000"},
      {layer(R"({"type":"Linear","out_features":2,"bias":0})"), "invalid_value",
       "[model[0].bias] must be true or false, got 0"},
      {layer(R"({"type":"Linear","out_features":2,"init":{"wieght":"ones_"}})"), "unknown_field",
       "[model[0].init.wieght] unknown field; did you mean \"weight\"?"},
      {layer(R"({"type":"Linear","out_features":2,"init":{"weight":"kaiming_normal"}})"), "unknown_name",
       "[model[0].init.weight] unknown weight_init \"kaiming_normal\"; did you mean \"kaiming_normal_\"?"},
      {layer(R"({"type":"Linear","out_features":2,"init":{"weight":"constant_"}})"), "missing_field",
       "[model[0].init.weight.val] is required"},
      {layer(R"({"type":"Linear","out_features":2,"init":{"weight":{"name":"normal_","std":-1}}})"), "invalid_value",
       "[model[0].init.weight.std] must be at least 0, got -1"},
      {layer(R"({"type":"Linear","out_features":2,"init":{"weight":{"name":"kaiming_uniform_","mode":"fan"}}})"),
       "unknown_name", "[model[0].init.weight.mode] unknown name \"fan\"; known: fan_in, fan_out"},
      {layer(R"({"type":"ReLU","p":1})"), "unknown_field", "[model[0].p] unknown field; known: type"},
      {layer(R"({"type":"Dropout","p":1.5})"), "invalid_value", "[model[0].p] must be below 1, got 1.5"},
      {layer(R"({"type":"Dropout","p":1})"), "invalid_value", "[model[0].p] must be below 1, got 1"},
      {layer(R"({"type":"Dropout","p":-0.1})"), "invalid_value", "[model[0].p] must be at least 0, got -0.1"},
      {layer(R"({"type":"Dropout","p":null})"), "invalid_value", "[model[0].p] must be a number, got null"},
      {layer(R"({"type":"Dropout","p":"half"})"), "invalid_value", "[model[0].p] must be a number, got \"half\""},
      {layer(R"({"type":"Conv2d","out_channels":2})"), "missing_field", "[model[0].kernel_size] is required"},
      {layer(R"({"type":"Conv2d","out_channels":2,"kernel_size":3,"stride":0})"), "invalid_value",
       "[model[0].stride] must be at least 1, got 0"},
      {layer(R"({"type":"Conv2d","out_channels":2,"kernel_size":3,"padding":-1})"), "invalid_value",
       "[model[0].padding] must be at least 0, got -1"},
      {layer(R"({"type":"Conv2d","out_channels":2,"kernel_size":[3,3]})"), "invalid_value",
       "[model[0].kernel_size] must be a whole number, got a list"},
      {layer(R"({"type":"Conv1d","out_channels":2})"), "missing_field", "[model[0].kernel_size] is required"},
      {layer(R"({"type":"Conv1d","kernel_size":2})"), "missing_field", "[model[0].out_channels] is required"},
      {layer(R"({"type":"Conv1d","out_channels":2,"kernel_size":3,"dilation":2})"), "unknown_field",
       "[model[0].dilation] unknown field; known: type, in_channels, out_channels, kernel_size, stride, padding, bias, "
       "requires_grad, init"},
      {layer(R"({"type":"MaxPool1d"})"), "missing_field", "[model[0].kernel_size] is required"},
      {layer(R"({"type":"AvgPool2d","kernel_size":0})"), "invalid_value",
       "[model[0].kernel_size] must be at least 1, got 0"},
      {layer(R"({"type":"AvgPool2d","kernel_size":2,"count_include_pad":1})"), "invalid_value",
       "[model[0].count_include_pad] must be true or false, got 1"},
      {layer(R"({"type":"AvgPool1d","kernel_size":2,"stride":0})"), "invalid_value",
       "[model[0].stride] must be at least 1, got 0"},
      {layer(R"({"type":"AdaptiveAvgPool2d"})"), "missing_field", "[model[0].output_size] is required"},
      {layer(R"({"type":"AdaptiveAvgPool2d","output_size":[1,1]})"), "invalid_value",
       "[model[0].output_size] must be a whole number, got a list"},
      {layer(R"({"type":"AdaptiveAvgPool1d","output_size":0})"), "invalid_value",
       "[model[0].output_size] must be at least 1, got 0"},
      {layer(R"({"type":"LayerNorm","normalized_shape":4})"), "invalid_value",
       "[model[0].normalized_shape] must be a list of whole numbers, got 4"},
      {layer(R"({"type":"LayerNorm","normalized_shape":[0]})"), "invalid_value",
       "[model[0].normalized_shape[0]] must be at least 1, got 0"},
      {layer(R"({"type":"LayerNorm","eps":0})"), "invalid_value", "[model[0].eps] must be above 0, got 0"},
      {layer(R"({"type":"LayerNorm","affine":true})"), "unknown_field",
       "[model[0].affine] unknown field; known: type, normalized_shape, eps, elementwise_affine, requires_grad"},
      {layer(R"({"type":"GELU","approximate":"sigmoid"})"), "unknown_name",
       "[model[0].approximate] unknown name \"sigmoid\"; known: none, tanh"},
      {layer(R"({"type":"SiLU","beta":1})"), "unknown_field", "[model[0].beta] unknown field; known: type"},
      {layer(R"({"type":"ELU","alpha":"1"})"), "invalid_value", "[model[0].alpha] must be a number, got \"1\""},
      {layer(R"({"type":"Softmax","dim":-2})"), "invalid_value", "[model[0].dim] must be at least -1, got -2"},
      {layer(R"({"type":"Softmax","dim":null})"), "invalid_value", "[model[0].dim] must be a whole number, got null"},
      {layer(R"({"type":"BatchNorm1d","momentum":2})"), "invalid_value",
       "[model[0].momentum] must be at most 1, got 2"},
      {layer(R"({"type":"BatchNorm1d","eps":0})"), "invalid_value", "[model[0].eps] must be above 0, got 0"},
      {layer(R"({"type":"LeakyReLU","negative_slope":1e39})"), "invalid_value",
       "[model[0].negative_slope] must fit into a 32-bit float, got 1e+39"},
      {layer(R"({"type":"Residual"})"), "missing_field", "[model[0].block] is required"},
      {layer(R"({"type":"Residual","block":[{"type":"Tanh"},{"type":"Dropout","p":2}]})"), "invalid_value",
       "[model[0].block[1].p] must be below 1, got 2"},
      // Losses, optimizers, data, surfaces.
      {around(one, R"({"type":"CrossEntropy"})"), "unknown_name",
       "[loss.type] unknown loss \"CrossEntropy\"; did you mean \"CrossEntropyLoss\"?"},
      {around(one, R"({"type":"MSELoss","l2":-1})"), "invalid_value", "[loss.l2] must be at least 0, got -1"},
      {around(one, R"("MSELoss")"), "invalid_value", "[loss] must be an object, got \"MSELoss\""},
      {around(one, R"({"type":"MSELoss"})", R"({"type":"Adem"})"), "unknown_name",
       "[optimizer.type] unknown optimizer \"Adem\"; did you mean \"Adam\"?"},
      {around(one, R"({"type":"MSELoss"})", R"({"type":"Adam","lr":-0.1})"), "invalid_value",
       "[optimizer.lr] must be at least 0, got -0.1"},
      {around(one, R"({"type":"MSELoss"})", R"({"type":"Adam","learning_rate":0.1})"), "unknown_field",
       "[optimizer.learning_rate] unknown field; known: type, lr, betas, eps, weight_decay, bias_correction"},
      {around(one, R"({"type":"MSELoss"})", R"({"type":"Adam","betas":[0.9]})"), "invalid_value",
       "[optimizer.betas] must be a list of 2 numbers, got 1 elements"},
      {around(one, R"({"type":"MSELoss"})", R"({"type":"Adam","betas":[0.9,1]})"), "invalid_value",
       "[optimizer.betas[1]] must be below 1, got 1"},
      {around(one, R"({"type":"MSELoss"})", R"({"type":"Adam","betas":0.9})"), "invalid_value",
       "[optimizer.betas] must be a list of 2 numbers, got 0.9"},
      {around(one, R"({"type":"MSELoss"})", R"({"type":"SGD"})", R"({"name":"digit"})"), "unknown_name",
       "[data.name] unknown data \"digit\"; did you mean \"digits\"?"},
      {around(one, R"({"type":"MSELoss"})", R"({"type":"SGD"})", R"({"name":"arrays","shape":[4]})"), "unknown_name",
       "[data.name] unknown data \"arrays\"; known: digits, wandering_digits, two_spirals, moons, circles, xor, blobs, "
       "noisy_sine"},
      {around(one, R"({"type":"MSELoss"})", R"({"type":"SGD"})", "{}"), "missing_field", "[data.shape] is required"},
      {around(one, R"({"type":"MSELoss"})", R"({"type":"SGD"})", R"({"shape":[]})"), "invalid_value",
       "[data.shape] its length must be at least 1, got 0"},
      {around(one, R"({"type":"MSELoss"})", R"({"type":"SGD"})", R"({"shape":[1,0,8]})"), "invalid_value",
       "[data.shape[1]] must be at least 1, got 0"},
      {R"({"surface":{"name":"hill","start":[0,0]},"optimizer":{"type":"SGD"}})", "unknown_name",
       "[surface.name] unknown name \"hill\"; known: bowl, rosenbrock, beale, himmelblau, saddle"},
      {R"({"surface":{"name":"bowl","start":[0]},"optimizer":{"type":"SGD"}})", "invalid_value",
       "[surface.start] must be a list of 2 numbers, got 1 elements"},
      {R"({"surface":{"name":"bowl"},"optimizer":{"type":"SGD"}})", "missing_field", "[surface.start] is required"},
      {R"({"surface":{"name":"bowl","start":[0,0]}})", "missing_field", "[optimizer] is required"},
      {R"({"surface":{"name":"bowl","start":[0,0]},"model":[],"optimizer":{"type":"SGD"}})", "invalid_value",
       "[model] cannot be given together with surface"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.program);
    const auto program = parse_program(row.program);
    REQUIRE_FALSE(program.ok());
    CHECK(program.error().text() == row.text);
    CHECK(phrase(program.error().code) == row.code);
  }
}

TEST_CASE("A bad program leaves the old one as it was", "[program]") {
  Program program = parse_program(lesson).take();
  const std::string before = write_program(program).text();
  CHECK_FALSE(read_program(std::string_view(R"({"seed":9})"), program).empty());
  CHECK(write_program(program).text() == before);
}

TEST_CASE("The description lists every type that a program can hold", "[program]") {
  const Json description = describe_program();
  const Json* families = description.find("families");
  const auto types = [&](const char* family) {
    std::vector<std::string> names;
    for (const auto& [name, fields] : families->find(family)->find("types")->members()) names.push_back(name);
    return names;
  };
  CHECK(types("layer") == std::vector<std::string>{"Linear",
                                                   "Conv1d",
                                                   "Conv2d",
                                                   "MaxPool1d",
                                                   "MaxPool2d",
                                                   "AvgPool1d",
                                                   "AvgPool2d",
                                                   "AdaptiveAvgPool1d",
                                                   "AdaptiveAvgPool2d",
                                                   "Flatten",
                                                   "BatchNorm1d",
                                                   "BatchNorm2d",
                                                   "LayerNorm",
                                                   "Dropout",
                                                   "ReLU",
                                                   "LeakyReLU",
                                                   "ELU",
                                                   "GELU",
                                                   "SiLU",
                                                   "Tanh",
                                                   "Sigmoid",
                                                   "Softmax",
                                                   "Residual"});
  CHECK(types("loss") ==
        std::vector<std::string>{"MSELoss", "L1Loss", "HuberLoss", "BCEWithLogitsLoss", "CrossEntropyLoss"});
  CHECK(types("optimizer") == std::vector<std::string>{"SGD", "RMSprop", "Adam", "AdamW"});
  CHECK(types("scheduler") == std::vector<std::string>{"StepLR", "LinearLR", "CosineAnnealingLR", "OneCycleLR"});
  CHECK(types("data") == std::vector<std::string>{"digits", "wandering_digits", "two_spirals", "moons", "circles",
                                                  "xor", "blobs", "noisy_sine", "arrays"});
  CHECK(families->find("data")->find("unnamed")->string() == "arrays");
  CHECK(families->find("weight_init")->find("types")->members().size() == 13);
  // The description is itself JSON that can be read.
  CHECK(Json::parse(description.text()).ok());
}
