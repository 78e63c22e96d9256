// What of Embind's own bind.cpp a module of ours needs; the linker finds it here and leaves that out, with all its
// types.
#include <emscripten/bind.h>

#include <typeinfo>

extern "C" {

/// For threads, which would call the bindings again.
void _embind_register_bindings(emscripten::internal::InitFunc*) {}

/// Emscripten insists on it, and embind_runtime.js never asks.
const char* __getTypeName(const std::type_info*) { return ""; }
}
