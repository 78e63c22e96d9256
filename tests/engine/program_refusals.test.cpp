// A table of bad programs with the exact error of each, and that a refusal changes nothing.
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "program/program.hpp"
#include "program_texts.hpp"

using namespace livefig;
using namespace livefig::test;

namespace {

std::string layer(const std::string& fields) { return around("[" + fields + "]"); }

const std::string one = R"([{"type":"ReLU"}])";

}  // namespace

TEST_CASE("A field without a name is unknown, and its error has a place", "[program]") {
  const auto program = parse_program(R"({"":{"shape":[4]},"model":[]})");
  REQUIRE_FALSE(program.ok());
  CHECK(program.error().code == ErrorCode::UnknownField);
  CHECK(program.error().where == "program");
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
