// Registers the four types of C++ that cross the border. Embind's library would register forty; since the linker finds
// these functions here first, it leaves that part of the library out. Weak, so that the library's own win if it is
// linked after all (another Emscripten may want it for more).
#include <emscripten/bind.h>

#include <string>

extern "C" {

/// Called once, by EMSCRIPTEN_BINDINGS; for threads, of which a module of ours has none, the library would keep `init`.
[[gnu::weak]] void _embind_register_bindings(emscripten::internal::InitFunc* /*init*/) {
  using namespace emscripten::internal;
  _embind_register_void(TypeID<void>::get(), "void");
  _embind_register_float(TypeID<double>::get(), "double", sizeof(double));
  _embind_register_std_string(TypeID<std::string>::get(), "std::string");
  _embind_register_emval(TypeID<emscripten::val>::get());
}

/// The name of a type that was never registered. The glue does not ask (unused_types.js).
[[gnu::weak]] const char* __getTypeName(const std::type_info* /*type*/) { return nullptr; }
}
