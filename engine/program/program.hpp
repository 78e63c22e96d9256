// A program: what the engine trains, as plain data with PyTorch's names.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/compare_fields.hpp"
#include "base/fields.hpp"
#include "base/json.hpp"
#include "base/result.hpp"
#include "data/named_data.hpp"
#include "layers/layer_spec.hpp"
#include "network/loss.hpp"
#include "optimizers/clip_grad_norm.hpp"
#include "optimizers/optimizer_spec.hpp"
#include "optimizers/schedule.hpp"
#include "program/surface_spec.hpp"

namespace livefig {

/// The caller's own arrays: `data` without a name. The arrays themselves travel beside the JSON.
struct ArrayDataSpec {
  static constexpr std::string_view type_name = "arrays";
  std::vector<std::int64_t> shape;  // of one row
  void fields(FieldVisitor& visit) { visit.integers({"shape", Need::required}, shape, sizes, {1, 3}); }
};

/// Either a network (data, model, loss, batches) or a test surface, and what descends it.
struct Program {
  std::int64_t seed = 0;
  std::variant<std::monostate, ArrayDataSpec, NamedDataSpec> data;
  std::vector<LayerSpec> model;
  LossSpec loss;
  OptimizerSpec optimizer;
  SchedulerSpec scheduler;
  std::optional<ClipGradNormSpec> clip_grad_norm;
  std::int64_t batch_size = 1;  // torch.utils.data.DataLoader's default
  bool shuffle = true;
  bool drop_last = false;
  std::optional<SurfaceSpec> surface;  // in place of data, model, loss and batches

  void fields(FieldVisitor& visit);
};

/// Reads a program and everything that can be said about it without its data: names, types, ranges. Whether shapes fit
/// is said when a run is created. Errors: the first of read_program's.
Result<Program> parse_program(std::string_view json);

/// The same with all errors, none when `program` was read. BadJson at `json`, else at the path of the field.
Errors read_program(std::string_view json, Program& program);
Errors read_program(const Json& json, Program& program);

/// Every default filled in; parse_program reads it back to the same program.
Json write_program(const Program& program);

/// Which fields differ, in the order of the program, and whether a run may take each of them over.
std::vector<Change> changes_between(const Program& before, const Program& after);

/// All types with their fields, defaults and ranges, as describe_fields.hpp says.
Json describe_program();

}  // namespace livefig
