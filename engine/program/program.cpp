// A program's one listing of fields and what is done with it.
#include "program/program.hpp"

#include <array>

#include "base/describe_fields.hpp"
#include "base/object_slot.hpp"
#include "base/read_fields.hpp"
#include "base/variant_slot.hpp"
#include "base/write_fields.hpp"
#include "program/data_slot.hpp"

namespace livefig {
namespace {

// A surface has no data and no layers; said here, because "unknown field" would explain nothing.
Errors surface_conflicts(const Json& json) {
  constexpr std::array<std::string_view, 6> of_networks{"data", "model", "loss", "batch_size", "shuffle", "drop_last"};
  Errors errors;
  for (const std::string_view name : of_networks)
    if (json.find(name) != nullptr)
      errors.push_back({ErrorCode::InvalidValue, name, "cannot be given together with surface"});
  return errors;
}

/// For visitors that change nothing: one listing serves them and readers, so it cannot be const.
void look_at(const Program& program, FieldVisitor& visit) { const_cast<Program&>(program).fields(visit); }

}  // namespace

void Program::fields(FieldVisitor& visit) {
  // Before the rest, which depends on it.
  ObjectSlotOf<SurfaceSpec> surface_slot(surface);
  visit.object("surface", surface_slot);
  visit.integer("seed", seed, seeds);
  if (!surface) {
    DataSlot data_slot(data);
    visit.variant({"data", Need::required}, data_slot);
    visit_layers(visit, {"model", Need::required}, model);
    VariantSlotOf<LossSpec> loss_slot("loss", "type", loss);
    visit.variant({"loss", Need::required}, loss_slot);
  }
  VariantSlotOf<OptimizerSpec> optimizer_slot("optimizer", "type", optimizer);
  visit.variant({"optimizer", Need::required}, optimizer_slot);
  VariantSlotOf<SchedulerSpec> scheduler_slot("scheduler", "type", scheduler);
  visit.variant("scheduler", scheduler_slot);
  ObjectSlotOf<ClipGradNormSpec> clip_slot(clip_grad_norm);
  visit.object("clip_grad_norm", clip_slot);
  if (!surface) {
    visit.integer("batch_size", batch_size, sizes);
    visit.flag("shuffle", shuffle);
    visit.flag("drop_last", drop_last);
  }
}

Errors read_program(const Json& json, Program& program) {
  const Json* surface = json.find("surface");
  if (surface != nullptr && !surface->is_null()) {
    Errors conflicts = surface_conflicts(json);
    if (!conflicts.empty()) return conflicts;
  }
  Errors errors;
  Program read;
  read_fields(json, "", [&read](FieldVisitor& visit) { read.fields(visit); }, errors);
  if (errors.empty()) program = std::move(read);
  return errors;
}

Errors read_program(std::string_view text, Program& program) {
  const Result<Json> json = Json::parse(text);
  if (!json.ok()) return {json.error()};
  return read_program(json.value(), program);
}

Result<Program> parse_program(std::string_view json) {
  Program program;
  Errors errors = read_program(json, program);
  if (!errors.empty()) return std::move(errors.front());
  return program;
}

Json write_program(const Program& program) {
  return write_fields([&program](FieldVisitor& visit) { look_at(program, visit); });
}

std::vector<Change> changes_between(const Program& before, const Program& after) {
  return compare_fields([&before](FieldVisitor& visit) { look_at(before, visit); },
                        [&after](FieldVisitor& visit) { look_at(after, visit); });
}

Json describe_program() {
  Program defaults;
  return describe_fields([&defaults](FieldVisitor& visit) { defaults.fields(visit); });
}

}  // namespace livefig
