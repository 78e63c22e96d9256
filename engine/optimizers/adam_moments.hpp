// The two moments of a gradient and the step they give: what Adam and AdamW have in common.
#pragma once

#include <cmath>

#include "kernels/lanes.hpp"
#include "optimizers/optimizer.hpp"
#include "optimizers/power.hpp"

namespace livefig {

/// The scalars of one step, computed in double and rounded to float once, as torch.optim does.
struct AdamMoments {
  f32x4 beta1, beta1_share, beta2, beta2_share, eps, minus_step;

  /// Advances the counters to the step that is about to be made.
  AdamMoments(Optimizer::Counters& counters, const std::array<double, 2>& betas, double lr, double epsilon,
              bool corrected) {
    advance(counters.beta1_power, counters.beta1, betas[0], counters.steps);
    advance(counters.beta2_power, counters.beta2, betas[1], counters.steps);
    counters.steps += 1.0;
    const double correction1 = corrected ? 1.0 - counters.beta1_power : 1.0;
    const double correction2 = corrected ? 1.0 - counters.beta2_power : 1.0;
    beta1 = splat4(static_cast<float>(betas[0]));
    beta1_share = splat4(static_cast<float>(1.0 - betas[0]));
    beta2 = splat4(static_cast<float>(betas[1]));
    beta2_share = splat4(static_cast<float>(1.0 - betas[1]));
    // √(v/c₂) + ε is (√v + ε·√c₂)/√c₂: taking √c₂ out of the quotient saves a division per weight.
    const double root = std::sqrt(correction2);
    eps = splat4(static_cast<float>(epsilon * root));
    minus_step = splat4(static_cast<float>(-(lr / correction1) * root));
  }

  /// From β^steps, if it is of this β, to β^(steps + 1).
  static void advance(double& product, double& of, double beta, double steps) {
    if (of != beta) {
      of = beta;
      product = power(beta, static_cast<std::uint64_t>(steps));
    }
    product *= beta;
  }

  void update(f32x4& p, f32x4 g, f32x4& exp_avg, f32x4& exp_avg_sq) const {
    exp_avg = exp_avg * beta1 + beta1_share * g;
    exp_avg_sq = exp_avg_sq * beta2 + (beta2_share * g) * g;
    p = p + (minus_step * exp_avg) / (xsimd::sqrt(exp_avg_sq) + eps);
  }
};

}  // namespace livefig
