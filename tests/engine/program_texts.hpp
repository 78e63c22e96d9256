// Programs as JSON text: a lesson's whole one, and a whole one around any part of it.
#pragma once

#include <string>

namespace livefig::test {

inline constexpr const char* lesson = R"({
  "seed": 7,
  "data": { "name": "digits", "train": 1437 },
  "model": [ { "type": "Linear", "out_features": 128 }, { "type": "BatchNorm1d" }, { "type": "ReLU" },
             { "type": "Dropout", "p": 0.5 },
             { "type": "Residual", "scale": 1, "block": [ { "type": "Linear", "out_features": 128 }, { "type": "ReLU" } ] },
             { "type": "Linear", "out_features": 10, "init": { "weight": "kaiming_normal_" } } ],
  "loss": { "type": "CrossEntropyLoss", "l2": 0.0001 },
  "optimizer": { "type": "Adam", "lr": 0.001, "betas": [0.9, 0.999], "eps": 1e-8, "weight_decay": 0 },
  "batch_size": 64, "shuffle": true, "drop_last": false })";

/// A whole program around one layer, one loss, one optimizer…
inline std::string around(const std::string& model, const std::string& loss = R"({"type":"MSELoss"})",
                          const std::string& optimizer = R"({"type":"SGD"})",
                          const std::string& data = R"({"shape":[4]})", const std::string& more = "") {
  return R"({"data":)" + data + R"(,"model":)" + model + R"(,"loss":)" + loss + R"(,"optimizer":)" + optimizer + more +
         "}";
}

}  // namespace livefig::test
