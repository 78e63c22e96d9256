// Keeping of runs by their handles.
#include "bindings/run_table.hpp"

#include <utility>

namespace livefig::js {

constinit RunTable runs;

double RunTable::add(std::unique_ptr<Run> run) {
  entries_.push_back({next_, std::move(run)});
  return next_++;
}

Run* RunTable::find(double handle) const {
  for (const Entry& entry : entries_)
    if (entry.handle == handle) return entry.run.get();
  return nullptr;
}

void RunTable::dispose(double handle) {
  std::erase_if(entries_, [handle](const Entry& entry) { return entry.handle == handle; });
}

}  // namespace livefig::js
