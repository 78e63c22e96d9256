// One sum over the gradients, and one product where they are too long.
#include "optimizers/clip_grad_norm.hpp"

#include <cmath>

#include "kernels/elementwise.hpp"
#include "kernels/reduce.hpp"

namespace livefig {

void clip_grad_norm(Out gradients, const ClipGradNormSpec& spec) {
  const auto norm = static_cast<float>(std::sqrt(squared_norm(gradients)));
  const float factor = static_cast<float>(spec.max_norm) / (norm + 1e-6F);
  if (!(factor < 1)) return;
  scale(factor, gradients, gradients);
  flush_subnormals(gradients);
}

}  // namespace livefig
