// What layers without layers inside have in common.
#include "layers/layer.hpp"

namespace livefig {

void Layer::visit_state(const std::string& prefix, const StateVisitor& visit) {
  for (Parameter& parameter : parameters_) visit.parameter(prefix + parameter.name, parameter);
  for (Buffer& buffer : buffers_) visit.buffer(prefix + buffer.name, buffer);
}

}  // namespace livefig
