// Gradient clipping by the norm over all parameters, as torch.nn.utils.clip_grad_norm_ (1.13).
#pragma once

#include "base/fields.hpp"
#include "kernels/span.hpp"

namespace livefig {

struct ClipGradNormSpec {
  double max_norm = 1;
  double norm_type = 2;  // torch knows others too

  void fields(FieldVisitor& visit) {
    visit.number({"max_norm", Live::yes, Need::required}, max_norm, Range::from(0));
    visit.number("norm_type", norm_type, Range::from(2).to(2));
  }
};

/// gradients ·= min(1, max_norm / (‖gradients‖ + 1e-6))
void clip_grad_norm(Out gradients, const ClipGradNormSpec& spec);

}  // namespace livefig
