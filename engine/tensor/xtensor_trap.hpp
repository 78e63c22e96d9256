// Makes xtensor's errors a trap where exceptions are off: force-included before any other header.
//
// With -fno-exceptions xtensor and xtl print through std::cerr and abort, which pulls the whole
// iostream machinery into the module: 52 KB gzipped against 4.4 KB. The engine checks shapes itself
// and reports errors as values; what would throw here is a bug, and a trap is the honest end of it.
#pragma once

#include <xtensor/xtensor_config.hpp>
#include <xtl/xtl_config.hpp>

#undef XTENSOR_THROW
#define XTENSOR_THROW(exception, message) __builtin_trap()
#undef XTL_THROW
#define XTL_THROW(exception, message) __builtin_trap()
