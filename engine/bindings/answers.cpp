// Building of JavaScript values.
#include "bindings/answers.hpp"

#include <cstddef>

// What web/engine/wire.ts hands to the module.
#define LIVEFIG_IMPORT(name) __attribute__((import_module("livefig"), import_name(#name)))
extern "C" {
LIVEFIG_IMPORT(number) void livefig_number(const char* key, double value);
LIVEFIG_IMPORT(text) void livefig_text(const char* key, const char* text, std::size_t size);
LIVEFIG_IMPORT(floats) void livefig_floats(const char* key, const float* values, std::size_t count);
LIVEFIG_IMPORT(bytes) void livefig_bytes(const char* key, const std::uint8_t* bytes, std::size_t count);
LIVEFIG_IMPORT(nothing) void livefig_nothing(const char* key);
LIVEFIG_IMPORT(open) void livefig_open(const char* key, bool list);
LIVEFIG_IMPORT(close) void livefig_close();
}
#undef LIVEFIG_IMPORT

namespace livefig::js {

void put(const char* key, double value) { livefig_number(key, value); }

void put(const char* key, std::string_view text) { livefig_text(key, text.data(), text.size()); }

void put(const char* key, In values) { livefig_floats(key, values.data(), values.size()); }

void put(const char* key, std::span<const std::uint8_t> bytes) { livefig_bytes(key, bytes.data(), bytes.size()); }

void put_null(const char* key) { livefig_nothing(key); }

void put_object(const char* key, FunctionRef<void()> fill) {
  livefig_open(key, false);
  fill();
  livefig_close();
}

void put_list(const char* key, FunctionRef<void()> fill) {
  livefig_open(key, true);
  fill();
  livefig_close();
}

void put(const char* key, const Shape& shape) {
  put_list(key, [&] {
    for (const std::size_t size : shape) put(element, static_cast<double>(size));
  });
}

void put(const char* key, std::span<const NamedArray> list) {
  put_list(key, [&] {
    for (const NamedArray& array : list) {
      put_object(element, [&] {
        put("name", array.name);
        put("shape", array.shape);
        put("data", In(array.data));
      });
    }
  });
}

void put(const char* key, const TrainState& state) {
  put_object(key, [&] {
    put("step", static_cast<double>(state.step));
    put("epoch", static_cast<double>(state.epoch));
    put("loss", static_cast<double>(state.loss));
    put("status", state.diverged ? "diverged" : "running");
    if (!state.diverged) return;
    put_object("diverged", [&] {
      put("step", static_cast<double>(state.diverged->step));
      put("layer", state.diverged->layer);
    });
  });
}

void put(const char* key, const Evaluation& evaluation) {
  put_object(key, [&] {
    put("loss", static_cast<double>(evaluation.loss));
    if (evaluation.accuracy) {
      put("accuracy", *evaluation.accuracy);
    } else {
      put_null("accuracy");
    }
  });
}

void put(const char* key, const Error& error) {
  put_object(key, [&] {
    put("code", phrase(error.code));
    put("where", error.where);
    put("message", error.message);
  });
}

void refuse(const Error& error) { put("error", error); }

void answer(const Status& status) {
  if (status.ok()) {
    put_null(whole);
  } else {
    refuse(status.error());
  }
}

}  // namespace livefig::js
