// The runs of a module: JavaScript holds each by a number.
#pragma once

#include <memory>
#include <vector>

#include "training/run.hpp"

namespace livefig::js {

class RunTable {
 public:
  /// The run's handle. None is given twice, so that nobody reaches another's run by one that he kept.
  double add(std::unique_ptr<Run> run);

  /// Nullptr once the run was disposed of, and for a number that never was a handle.
  Run* find(double handle) const;

  /// Frees the run; a second time does nothing.
  void dispose(double handle);

 private:
  struct Entry {
    double handle;
    std::unique_ptr<Run> run;
  };
  // A page has a handful at a time: looked through from the first.
  std::vector<Entry> entries_;
  double next_ = 0;
};

/// The module's own.
extern RunTable runs;

}  // namespace livefig::js
