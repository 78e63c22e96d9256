// What is done with every Error, once for all callers: link-time optimization, too, keeps its hands off.
#include "base/result.hpp"

namespace livefig {

[[gnu::noinline]] Error::Error(ErrorCode error_code, const Piece& error_where, const Piece& error_message)
    : code(error_code), where(error_where.text()), message(error_message.text()) {}

[[gnu::noinline]] Error::Error(ErrorCode error_code, const Piece& error_where, Pieces error_message)
    : code(error_code), where(error_where.text()), message(joined(error_message)) {}

[[gnu::noinline]] Error::Error(ErrorCode error_code, Pieces error_where, Pieces error_message)
    : code(error_code), where(joined(error_where)), message(joined(error_message)) {}

[[gnu::noinline]] Error::Error(const Error&) = default;
[[gnu::noinline]] Error::Error(Error&&) noexcept = default;
[[gnu::noinline]] Error& Error::operator=(const Error&) = default;
[[gnu::noinline]] Error& Error::operator=(Error&&) noexcept = default;
[[gnu::noinline]] Error::~Error() = default;

[[gnu::noinline]] KeptError::KeptError(const Error& error) : error_(new Error(error)) {}
[[gnu::noinline]] KeptError::KeptError(Error&& error) : error_(new Error(std::move(error))) {}
[[gnu::noinline]] KeptError::~KeptError() { delete error_; }

}  // namespace livefig
