// The optimizers' arguments as a program gives them: torch.optim's names and defaults.
#pragma once

#include <array>
#include <string_view>
#include <variant>

#include "base/fields.hpp"

namespace livefig {

/// A weight_decay adds weight_decay·w to the gradient, as torch.optim does; AdamW alone shrinks the
/// weights instead. Everything is live but `centered`, which decides what is kept from step to
/// step.

struct SGDSpec {
  static constexpr std::string_view type_name = "SGD";
  double lr = 1e-3;
  double momentum = 0.0;
  double dampening = 0.0;
  bool nesterov = false;  // needs a momentum and no dampening
  double weight_decay = 0.0;

  void fields(FieldVisitor& visit) {
    visit.number({"lr", Live::yes}, lr, Range::from(0));
    visit.number({"momentum", Live::yes}, momentum, Range::from(0));
    visit.number({"dampening", Live::yes}, dampening, Range::any());
    visit.flag({"nesterov", Live::yes}, nesterov);
    visit.number({"weight_decay", Live::yes}, weight_decay, Range::from(0));
  }
};

struct RMSpropSpec {
  static constexpr std::string_view type_name = "RMSprop";
  double lr = 1e-2;
  double alpha = 0.99;
  double eps = 1e-8;
  double momentum = 0.0;
  bool centered = false;
  double weight_decay = 0.0;

  void fields(FieldVisitor& visit) {
    visit.number({"lr", Live::yes}, lr, Range::from(0));
    visit.number({"alpha", Live::yes}, alpha, Range::from(0).to(1));
    visit.number({"eps", Live::yes}, eps, Range::from(0));
    visit.number({"momentum", Live::yes}, momentum, Range::from(0));
    visit.flag("centered", centered);
    visit.number({"weight_decay", Live::yes}, weight_decay, Range::from(0));
  }
};

struct AdamSpec {
  static constexpr std::string_view type_name = "Adam";
  double lr = 1e-3;
  std::array<double, 2> betas{0.9, 0.999};
  double eps = 1e-8;
  double weight_decay = 0.0;
  bool bias_correction = true;  // ours alone: torch.optim.Adam always corrects

  void fields(FieldVisitor& visit) {
    visit.number({"lr", Live::yes}, lr, Range::from(0));
    visit.numbers({"betas", Live::yes}, betas, Range::from(0).below(1));
    visit.number({"eps", Live::yes}, eps, Range::from(0));
    visit.number({"weight_decay", Live::yes}, weight_decay, Range::from(0));
    visit.flag({"bias_correction", Live::yes}, bias_correction);
  }
};

struct AdamWSpec {
  static constexpr std::string_view type_name = "AdamW";
  double lr = 1e-3;
  std::array<double, 2> betas{0.9, 0.999};
  double eps = 1e-8;
  double weight_decay = 1e-2;

  void fields(FieldVisitor& visit) {
    visit.number({"lr", Live::yes}, lr, Range::from(0));
    visit.numbers({"betas", Live::yes}, betas, Range::from(0).below(1));
    visit.number({"eps", Live::yes}, eps, Range::from(0));
    visit.number({"weight_decay", Live::yes}, weight_decay, Range::from(0));
  }
};

using OptimizerSpec = std::variant<SGDSpec, RMSpropSpec, AdamSpec, AdamWSpec>;

}  // namespace livefig
