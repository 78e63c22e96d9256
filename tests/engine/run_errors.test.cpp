// What a run refuses, at creation and later, and that a refusal changes nothing.
#include <limits>

#include "base/number_text.hpp"
#include "run_bench.hpp"

using namespace livefig;
using namespace livefig::test;

namespace {

/// `plain` with another piece in place of `from`.
std::string with(const std::string& from, const std::string& to, const std::string& program = plain) {
  std::string changed = program;
  const std::size_t at = changed.find(from);
  REQUIRE(at != std::string::npos);
  return changed.replace(at, from.size(), to);
}

std::string own_data() {
  return with(R"({"name": "moons", "train": 80, "validation": 40, "noise": 0.1})", R"({"shape": [2]})");
}

}  // namespace

TEST_CASE("programs that cannot run are refused where the fault is") {
  const Error outputs = refusal_of(with("\"out_features\": 2", "\"out_features\": 1"));
  CHECK(outputs.code == ErrorCode::ShapeMismatch);

  const Error batch = refusal_of(
      with("\"batch_size\": 16", "\"batch_size\": 79", with("{\"type\": \"Tanh\"}", "{\"type\": \"BatchNorm1d\"}")));
  CHECK(batch.where == "batch_size");
  CHECK(batch.message.find("model[1]") != std::string::npos);
  CHECK(batch.message.find("drop_last") != std::string::npos);

  const Error dropped = refusal_of(with("\"batch_size\": 16", "\"batch_size\": 100, \"drop_last\": true"));
  CHECK(dropped.where == "drop_last");

  CHECK(refusal_of(with("\"lr\": 0.5", "\"lr\": -1")).where == "optimizer.lr");
  CHECK(refusal_of(with("\"momentum\": 0.9", "\"nesterov\": true")).where == "optimizer.nesterov");
  CHECK(refusal_of(with("\"type\": \"Tanh\"", "\"type\": \"Tnah\"")).code == ErrorCode::UnknownName);
}

TEST_CASE("batch norm trains when the short batch is dropped") {
  const auto run = run_of(with("\"batch_size\": 16", "\"batch_size\": 79, \"drop_last\": true",
                               with("{\"type\": \"Tanh\"}", "{\"type\": \"BatchNorm1d\"}")));
  CHECK(run->train(3).epoch == 3);
}

TEST_CASE("the caller's arrays are checked") {
  const std::vector<float> inputs{0.5f, -1.0f, 0.25f, 2.0f};
  const std::vector<std::int32_t> classes{0, 1};
  const std::vector<std::int32_t> too_high{0, 5};
  const std::vector<float> holes{0.5f, std::numeric_limits<float>::quiet_NaN(), 0.25f, 2.0f};
  const std::vector<float> odd{0.5f, 1.0f, 2.0f};

  const CallerArrays good{{inputs, classes, {}}, {}};
  const auto run = run_of(own_data(), &good);
  CHECK(run->train(5).step == 5);
  const Result<Evaluation> validation = run->evaluate("validation");
  REQUIRE_FALSE(validation.ok());
  CHECK(validation.error().code == ErrorCode::BadData);

  CHECK(refusal_of(own_data()).code == ErrorCode::MissingField);
  const CallerArrays none{};
  CHECK(refusal_of(own_data(), &none).code == ErrorCode::BadData);
  const CallerArrays nan{{holes, classes, {}}, {}};
  CHECK(refusal_of(own_data(), &nan).code == ErrorCode::BadData);
  const CallerArrays cut{{odd, classes, {}}, {}};
  CHECK(refusal_of(own_data(), &cut).code == ErrorCode::ShapeMismatch);
  const CallerArrays high{{inputs, too_high, {}}, {}};
  CHECK(refusal_of(own_data(), &high).code == ErrorCode::ShapeMismatch);
}

TEST_CASE("class targets train a single output as numbers") {
  const auto run =
      run_of(with("\"out_features\": 2", "\"out_features\": 1", with("CrossEntropyLoss", "BCEWithLogitsLoss")));
  run->train(200);
  CHECK(run->evaluate("validation").value().accuracy.value() > 0.9);
}

TEST_CASE("a program that is too large is refused by its estimate") {
  // Each names its bytes, what they are for and what to change.
  const auto refused = [](const std::string& json, const std::string& where, const std::string& change) {
    const Error error = refusal_of(json);
    CHECK(error.code == ErrorCode::TooLarge);
    CHECK(error.where == where);
    CHECK(error.message.find(megabytes(Run::estimate_bytes(program_of(json)).value())) != std::string::npos);
    CHECK(error.message.find("512 MB") != std::string::npos);
    CHECK(error.message.find(change) != std::string::npos);
  };
  refused(with("\"out_features\": 16", "\"out_features\": 15000",
               with("{\"type\": \"Tanh\"}", R"({"type": "Linear", "out_features": 15000})")),
          "model[1]", "model[1]: choose a smaller layer");
  refused(with("\"out_features\": 16", "\"out_features\": 512",
               with("\"train\": 80", "\"train\": 90000", with("\"batch_size\": 16", "\"batch_size\": 90000"))),
          "batch_size", "choose a smaller batch_size");
  refused(
      with("\"out_features\": 16", "\"out_features\": 100000",
           with("{\"type\": \"Tanh\"}", R"({"type": "Tanh"}, {"type": "ReLU"}, {"type": "ReLU"}, {"type": "ReLU"})")),
      "model", "choose smaller layers");
  const Error one = refusal_of(with("\"out_features\": 16", "\"out_features\": 16000000",
                                    with("{\"type\": \"Tanh\"}", R"({"type": "Linear", "out_features": 16000000})")));
  CHECK(one.where == "model[1].out_features");
  CHECK(one.message.find("MB") != std::string::npos);

  const auto bytes = Run::estimate_bytes(program_of(plain));
  REQUIRE(bytes.ok());
  CHECK(bytes.value() > 50'000);
  CHECK(bytes.value() < 2'000'000);
  CHECK(run_of(plain)->bytes() == bytes.value());
}

TEST_CASE("evaluate and predict refuse what they cannot answer") {
  const auto run = run_of(plain);
  CHECK(run->evaluate("test").error().code == ErrorCode::UnknownName);
  const std::vector<float> three{1.0f, 2.0f, 3.0f};
  CHECK(run->predict(three, 1).error().code == ErrorCode::ShapeMismatch);
  CHECK(run->predict(three, 2).error().code == ErrorCode::ShapeMismatch);
  const std::vector<float> infinite{1.0f, std::numeric_limits<float>::infinity()};
  CHECK(run->predict(infinite, 1).error().code == ErrorCode::BadData);
  CHECK(run->predict({}, 0).value().empty());
  CHECK(run->predict(In(three).first(2), 1).value().size() == 2);
}

TEST_CASE("parameters and state go out and in by name, all or nothing") {
  const auto run = run_of(busy);
  run->train(7);
  const auto twin = run_of(busy);
  std::vector<std::string> names;
  for (const NamedArray& array : run->state_dict()) names.push_back(array.name);
  CHECK(names == std::vector<std::string>{"0.weight", "0.bias", "1.weight", "1.bias", "1.running_mean", "1.running_var",
                                          "1.num_batches_tracked", "4.block.0.weight", "4.block.0.bias", "5.weight",
                                          "5.bias"});
  CHECK(run->state_dict()[6].shape.empty());
  CHECK(run->state_dict()[6].data == std::vector<float>{7.0f});
  CHECK(run->parameters()[4].name == "4.block.0.weight");

  REQUIRE(twin->load_state_dict(run->state_dict()).ok());
  CHECK(twin->evaluate("train").value().loss == run->evaluate("train").value().loss);

  const std::vector<std::uint8_t> before = twin->checkpoint();
  std::vector<NamedArray> list = run->parameters();
  for (NamedArray& array : list) std::ranges::fill(array.data, 0.5f);
  const auto refused = [&](ErrorCode code, const std::string& where) {
    const Status status = twin->set_parameters(list);
    REQUIRE_FALSE(status.ok());
    CHECK(status.error().code == code);
    CHECK(status.error().where == where);
    CHECK(twin->checkpoint() == before);
  };
  list[7].shape = {1, 2};
  refused(ErrorCode::ShapeMismatch, "5.bias");
  list[7] = run->parameters()[7];
  list[7].data[0] = std::numeric_limits<float>::infinity();
  refused(ErrorCode::BadData, "5.bias");
  list[7] = list[6];
  refused(ErrorCode::InvalidValue, "5.weight");
  list.pop_back();
  refused(ErrorCode::MissingField, "5.bias");
  list.emplace_back("9.weight", Shape{1}, In(list[0].data).first(1));
  refused(ErrorCode::UnknownName, "9.weight");
}

TEST_CASE("a surface's position is its one parameter") {
  const auto run = run_of(surface);
  std::vector<NamedArray> list = run->parameters();
  REQUIRE(list.size() == 1);
  CHECK(list[0].name == "position");
  list[0].data = {1.0f, 1.0f};
  REQUIRE(run->set_parameters(list).ok());
  CHECK(run->evaluate("train").value().loss == 0.0f);
  list[0].data = {1.0f};
  CHECK(run->set_parameters(list).error().code == ErrorCode::ShapeMismatch);
  CHECK(run->set_parameters({}).error().code == ErrorCode::MissingField);
}
