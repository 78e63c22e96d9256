// One training step of a network, its measurements and its part of a checkpoint.
#include "training/network_objective.hpp"

#include <algorithm>

#include "base/number_text.hpp"
#include "base/text.hpp"
#include "kernels/reduce.hpp"
#include "program/program.hpp"
#include "training/checkpoint.hpp"
#include "training/generator_state.hpp"
#include "training/state_dict.hpp"

namespace livefig {
namespace {

/// A loss of values over class data takes the class numbers: one output, 0 or 1.
void add_values(Split& split) { split.values.assign(split.classes.begin(), split.classes.end()); }

Status check_outputs(const Network& network, const LossSpec& loss, const Dataset& data) {
  const TargetKind given = data.classes > 0 ? TargetKind::classes : TargetKind::values;
  const Shape target = given == TargetKind::classes ? Shape{} : Shape{data.target_width};
  if (Status fits = check_loss(loss, network.output_shape(), given, target); !fits.ok()) return fits;
  const std::size_t outputs = count(network.output_shape());
  if (target_kind(loss) == TargetKind::classes && data.classes > outputs) {
    return Error{ErrorCode::ShapeMismatch, "model", {"has ", outputs, " outputs for ", data.classes, " classes"}};
  }
  return {};
}

/// The smallest batch an epoch holds, against the fewest rows that the layers can be trained on.
Status check_batches(const Network& network, const LoaderOptions& options, std::size_t rows) {
  if (options.drop_last && rows < options.batch_size) {
    return Error{ErrorCode::InvalidValue,
                 "drop_last",
                 {"leaves no batch: there are ", rows, " rows and batch_size is ", options.batch_size}};
  }
  const std::size_t rest = rows % options.batch_size;
  const std::size_t smallest = options.drop_last || rest == 0 ? std::min(options.batch_size, rows) : rest;
  const TrainingRows needed = network.training_rows();
  if (smallest >= needed.least) return {};
  return Error{ErrorCode::InvalidValue,
               "batch_size",
               {needed.layer, " needs batches of at least ", needed.least, " rows, and ", rows, " rows in batches of ",
                options.batch_size, " leave one of ", smallest, ": choose another batch_size or set drop_last"}};
}

template <class T>
std::uint64_t hash_of(const std::vector<T>& values, std::uint64_t seed) {
  return fnv1a({reinterpret_cast<const std::uint8_t*>(values.data()), values.size() * sizeof(T)}, seed);
}

}  // namespace

Result<std::unique_ptr<NetworkObjective>> NetworkObjective::create(const NetworkPlan& plan, Dataset data) {
  const std::size_t max_rows = std::min(plan.loader.batch_size, data.train.rows);
  Result<Network> network = Network::build(plan.model, data.row_shape, max_rows, plan.max_bytes, Outputs::reused);
  if (!network.ok()) return network.error();
  if (network.value().trained().empty() && !network.value().parameters().empty())
    return Error{ErrorCode::InvalidValue, "model", "has nothing to train: requires_grad is false in every layer"};
  if (Status fits = check_outputs(network.value(), plan.loss, data); !fits.ok()) return fits.error();
  if (Status fits = check_batches(network.value(), plan.loader, data.train.rows); !fits.ok()) return fits.error();
  if (target_kind(plan.loss) == TargetKind::values && data.classes > 0) {
    add_values(data.train);
    add_values(data.validation);
  }
  std::unique_ptr<NetworkObjective> made(new NetworkObjective(network.take(), std::move(data), plan));
  made->network_.initialize(made->generator_);
  return made;
}

NetworkObjective::NetworkObjective(Network network, Dataset data, const NetworkPlan& plan)
    : model_(plan.model.begin(), plan.model.end()),
      loss_(plan.loss),
      max_bytes_(plan.max_bytes),
      data_(std::move(data)),
      network_(std::move(network)),
      generator_(plan.loader.seed),
      loader_(data_.train, plan.loader),
      width_(count(network_.output_shape())),
      doutputs_(network_.max_rows() * width_) {}

Objective::Value NetworkObjective::next() {
  const Batch batch = loader_.next();
  const Pass pass{.rows = batch.rows, .training = true, .generator = &generator_};
  const In outputs = network_.forward(batch.inputs, pass);
  const Out doutputs = std::span(doutputs_).first(batch.rows * width_);
  const float loss = loss_gradient(loss_, outputs, {batch.classes, batch.values}, batch.rows, width_, doutputs);
  network_.backward(doutputs);
  if (l2_of(loss_) == 0.0) return {loss, 0.0f};
  const float added = penalty();
  add_penalty_gradient(network_, l2_of(loss_));
  return {loss + added, added};
}

std::string NetworkObjective::culprit() const {
  if (const std::optional<std::size_t> bad = network_.first_bad_layer()) return network_.layer_label(*bad);
  // Finite outputs: the backward pass overflowed, or the penalty did.
  for (const ParameterInfo& info : network_.parameter_infos()) {
    if (info.trains && !all_finite(network_.gradients().subspan(info.offset, info.count)))
      return network_.layer_label(info.layer);
  }
  return network_.layer_label(network_.layer_count() - 1);
}

float NetworkObjective::penalty() const {
  const double l2 = l2_of(loss_);
  return l2 == 0.0 ? 0.0f : static_cast<float>(l2) * squared_weights(network_);
}

Result<const Split*> NetworkObjective::split(std::string_view name, std::string_view where) const {
  if (name != "train" && name != "validation") {
    return Error{ErrorCode::UnknownName, where, {"takes \"train\" or \"validation\", got \"", name, "\""}};
  }
  const Split& side = name == "train" ? data_.train : data_.validation;
  if (side.rows == 0) return Error{ErrorCode::BadData, where, "there are no validation rows"};
  return &side;
}

Result<Observer*> NetworkObjective::observe() {
  if (!observer_) {
    Result<Observer> built = Observer::build(model_, network_.input_shape(), max_bytes_);
    if (!built.ok()) return built.error();
    observer_ = std::make_unique<Observer>(built.take());
  }
  observer_->adopt(network_);
  return observer_.get();
}

Result<Evaluation> NetworkObjective::evaluate(std::string_view name) {
  const Result<const Split*> side = split(name, "evaluate");
  if (!side.ok()) return side.error();
  const Result<Observer*> observer = observe();
  if (!observer.ok()) return observer.error();
  const Split& rows = *side.value();
  const Observer::Score score = observer.value()->score(loss_, rows.inputs, {rows.classes, rows.values}, rows.rows);
  return Evaluation{score.loss, score.accuracy};
}

Result<std::vector<float>> NetworkObjective::predict(In inputs, std::size_t rows) {
  const std::size_t width = count(network_.input_shape());
  if (inputs.size() / width != rows || inputs.size() % width != 0) {
    return Error{ErrorCode::ShapeMismatch,
                 "predict",
                 {"expected ", rows, " rows of ", width, " numbers, got ", inputs.size(), " numbers"}};
  }
  if (!all_finite(inputs)) return Error{ErrorCode::BadData, "predict", "inputs hold a value that is not finite"};
  const Result<Observer*> observer = observe();
  if (!observer.ok()) return observer.error();
  const std::uint64_t bytes = saturating_product(saturating_product(rows, width_), sizeof(float));
  if (bytes > max_bytes_ || !memory_for(bytes))
    return Error{ErrorCode::TooLarge, "predict", {"the answer needs ", megabytes(bytes), ": ask for fewer rows"}};
  return observer.value()->outputs(inputs, rows);
}

std::vector<NamedArray> NetworkObjective::named_parameters() const { return livefig::named_parameters(network_); }
std::vector<NamedArray> NetworkObjective::state_dict() const { return livefig::state_dict(network_); }
Status NetworkObjective::set_parameters(const std::vector<NamedArray>& list) {
  return livefig::set_parameters(network_, list);
}
Status NetworkObjective::load_state_dict(const std::vector<NamedArray>& list) {
  return livefig::load_state_dict(network_, list);
}

void NetworkObjective::update(const Program& program) {
  model_ = std::vector<LayerSpec>(program.model);
  loss_ = program.loss;
  network_.update(model_);
  if (observer_) observer_->update(model_);
}

std::uint64_t NetworkObjective::data_hash() const {
  if (!data_hash_) {
    // Sizes in 64 bits, so that a checkpoint of a native run is at home in WebAssembly too.
    const std::vector<std::uint64_t> shape(data_.row_shape.begin(), data_.row_shape.end());
    std::uint64_t hash = hash_of(data_.train.inputs, hash_of(shape, fnv1a({})));
    hash = hash_of(data_.train.values, hash_of(data_.train.classes, hash));
    data_hash_ = hash;
  }
  return *data_hash_;
}

void NetworkObjective::save(CheckpointWriter& out) const {
  out.floats(network_.parameters());
  out.floats(network_.gradients());
  out.floats(network_.buffers());
  // Nothing to come depends on them, but a view shows who was dropped in the last step.
  for (std::size_t i = 0; i < network_.layer_count(); ++i) {
    if (const In mask = network_.layer_mask(i); !mask.empty()) out.floats(mask);
  }
  save_generator(out, generator_.state());
  const LoaderState loader = loader_.state();
  save_generator(out, loader.generator);
  out.ints(loader.order);
  out.u64(loader.cursor);
  out.u64(loader.epoch);
}

bool NetworkObjective::restore(CheckpointReader& in) {
  in.floats(network_.parameters());
  in.floats(network_.gradients());
  in.floats(network_.buffers());
  for (std::size_t i = 0; i < network_.layer_count(); ++i) {
    if (const Out mask = network_.layer_mask(i); !mask.empty()) in.floats(mask);
  }
  if (!generator_.set_state(read_generator(in))) return false;
  LoaderState loader;
  loader.generator = read_generator(in);
  loader.order = std::vector<std::int32_t>(data_.train.rows);
  in.ints(loader.order);
  loader.cursor = static_cast<std::size_t>(in.u64());
  loader.epoch = static_cast<std::size_t>(in.u64());
  return in.ok() && loader_.set_state(loader);
}

}  // namespace livefig
