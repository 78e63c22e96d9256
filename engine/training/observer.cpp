// Passing any number of rows through the second network, a few at a time.
#include "training/observer.hpp"

#include <algorithm>

namespace livefig {

Result<Observer> Observer::build(std::span<const LayerSpec> model, const Shape& input, std::uint64_t max_bytes) {
  Result<Network> network = Network::build(model, input, observed_rows, max_bytes);
  if (!network.ok()) return network.error();
  return Observer(network.take());
}

void Observer::adopt(const Network& source) {
  std::ranges::copy(source.parameters(), network_.parameters().begin());
  std::ranges::copy(source.buffers(), network_.buffers().begin());
}

std::vector<float> Observer::outputs(In inputs, std::size_t rows) {
  const std::size_t in = count(network_.input_shape());
  const std::size_t out = count(network_.output_shape());
  std::vector<float> result(rows * out);
  for (std::size_t from = 0; from < rows; from += observed_rows) {
    const std::size_t some = std::min(observed_rows, rows - from);
    const In y = network_.forward(inputs.subspan(from * in, some * in), Pass{.rows = some});
    std::ranges::copy(y, result.data() + from * out);
  }
  return result;
}

Observer::Score Observer::score(const LossSpec& loss, In inputs, const Targets& targets, std::size_t rows) {
  const std::size_t in = count(network_.input_shape());
  const std::size_t out = count(network_.output_shape());
  double sum = 0.0;
  std::optional<std::size_t> correct = 0;
  for (std::size_t from = 0; from < rows; from += observed_rows) {
    const std::size_t some = std::min(observed_rows, rows - from);
    const In y = network_.forward(inputs.subspan(from * in, some * in), Pass{.rows = some});
    const Targets part{targets.classes.empty() ? targets.classes : targets.classes.subspan(from, some),
                       targets.values.empty() ? targets.values : targets.values.subspan(from * out, some * out)};
    // Every part's mean counts by its rows, so that the whole is the mean over all of them.
    sum += static_cast<double>(loss_value(loss, y, part, some, out)) * static_cast<double>(some);
    const std::optional<std::size_t> right = correct_rows(loss, y, part, some, out);
    correct = correct && right ? std::optional(*correct + *right) : std::nullopt;
  }
  Score score{static_cast<float>(sum / static_cast<double>(rows)), std::nullopt};
  if (correct) score.accuracy = static_cast<double>(*correct) / static_cast<double>(rows);
  return score;
}

}  // namespace livefig
