// Keeping of runs by their handles.
#include "bindings/run_table.hpp"

#include <utility>

namespace livefig::js {

constinit RunTable runs;

double RunTable::add(std::unique_ptr<Run> run) {
  runs_.push_back(std::move(run));
  return static_cast<double>(runs_.size() - 1);
}

Run* RunTable::find(double handle) const {
  if (!(handle >= 0 && handle < static_cast<double>(runs_.size()))) return nullptr;
  return runs_[static_cast<std::size_t>(handle)].get();
}

void RunTable::dispose(double handle) {
  if (find(handle) != nullptr) runs_[static_cast<std::size_t>(handle)].reset();
}

}  // namespace livefig::js
