// A function as an argument: anything callable, borrowed for the duration of a call.
#pragma once

#include <concepts>
#include <memory>
#include <type_traits>
#include <utility>

namespace livefig {

/// Two pointers, where a std::function weighs a class with five virtual functions for every lambda handed over.
template <class Signature>
class FunctionRef;

template <class... Args>
class FunctionRef<void(Args...)> {
 public:
  template <std::invocable<Args...> Callable>
    requires(!std::same_as<std::remove_cvref_t<Callable>, FunctionRef>)
  FunctionRef(Callable&& callable)
      : callable_(const_cast<void*>(static_cast<const void*>(std::addressof(callable)))),
        call_([](void* called, Args... args) {
          (*static_cast<std::remove_reference_t<Callable>*>(called))(std::forward<Args>(args)...);
        }) {}

  void operator()(Args... args) const { call_(callable_, std::forward<Args>(args)...); }

 private:
  void* callable_;
  void (*call_)(void*, Args...);
};

}  // namespace livefig
