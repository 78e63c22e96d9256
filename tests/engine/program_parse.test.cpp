// Programs that are good: defaults, round trips, differences, and the description of all that they can hold.
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "program/program.hpp"
#include "program_texts.hpp"

using namespace livefig;
using namespace livefig::test;

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
