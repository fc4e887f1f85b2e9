#include "kiosk/runner/electronic_id_check.h"

#include <string_view>
#include <variant>

#include <spdlog/spdlog.h>

#include "kiosk/runner/platform_words.h"
#include "kiosk/service/electronic_id.h"

namespace bianmin::runner {
namespace {

template <typename... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};

flow::Event understood(Ticket ticket, const platform::Acknowledged& answer) {
  const std::string_view json{reinterpret_cast<const char*>(answer.body.data()), answer.body.size()};
  auto holder = service::read_electronic_id(json);
  if (holder) return flow::CodeVerified{ticket, std::move(*holder)};
  spdlog::error("the platform's answer to an electronic ID cannot be understood: {}", holder.error());
  return flow::PlatformSilent{ticket, flow::Link::Up};
}

}  // namespace

flow::Event check_electronic_id(const flow::VerifyCode& order, platform::Client& client,
                                std::chrono::milliseconds limit) {
  const auto outcome = client.verify_electronic_id(order.code, order.service, limit);
  return std::visit(
      Overloaded{
          [&](const platform::Acknowledged& answer) { return understood(order.ticket, answer); },
          [&](const platform::Refused& refused) -> flow::Event {
            return flow::CodeRefused{order.ticket, words_of(refused)};
          },
          [&](const platform::Forbidden&) -> flow::Event {
            return flow::PlatformSilent{order.ticket, flow::Link::Forbidden};
          },
          [&](const platform::Busy&) -> flow::Event { return flow::PlatformSilent{order.ticket, flow::Link::Up}; },
          [&](const platform::Unreachable& unreachable) -> flow::Event {
            return flow::PlatformSilent{order.ticket, link_of(unreachable.why)};
          },
          [&](const platform::Unknown& unknown) -> flow::Event {
            return flow::PlatformSilent{order.ticket, unknown.status != 0 ? flow::Link::Up : link_of(unknown.why)};
          },
      },
      outcome);
}

}  // namespace bianmin::runner
