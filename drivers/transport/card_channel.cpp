#include "drivers/transport/card_channel.h"

#include <utility>

namespace bianmin::drivers {
namespace {

constexpr std::uint8_t kGetResponse = 0xC0;
constexpr std::uint8_t kMoreReady = 0x61;
constexpr std::uint8_t kWrongLength = 0x6C;
constexpr int kMostRounds = 8;  // a record has at most 255 bytes: one round more than the first is usual

std::uint16_t length_of(std::uint8_t sw2) { return sw2 == 0 ? 256 : sw2; }

}  // namespace

std::string_view to_string(CardLinkFault fault) {
  switch (fault) {
    case CardLinkFault::Removed:
      return "card removed";
    case CardLinkFault::Mute:
      return "card does not answer";
    case CardLinkFault::InUse:
      return "another program holds the card";
    case CardLinkFault::NoReader:
      return "no reader";
    case CardLinkFault::NoService:
      return "pcscd does not run";
    case CardLinkFault::Forbidden:
      return "pcscd does not admit this user";
    case CardLinkFault::NoAnswer:
      return "pcscd does not answer";
    case CardLinkFault::Stopped:
      return "stopped";
  }
  std::unreachable();
}

std::expected<ResponseApdu, CardLinkFault> exchange(CardChannel& card, CommandApdu command,
                                                    const KeepGoing& keep_going) {
  Bytes data;
  for (int round = 0; round < kMostRounds; ++round) {
    const auto bytes = card.transmit(encode(command), keep_going);
    if (!bytes) return std::unexpected{bytes.error()};
    auto response = parse_response(*bytes);
    if (!response) return std::unexpected{CardLinkFault::Mute};
    if (response->sw1() == kWrongLength) {
      command.expected = length_of(response->sw2());
      continue;
    }
    data.insert(data.end(), response->data.begin(), response->data.end());
    if (response->sw1() == kMoreReady) {
      command = {command.instruction_class, kGetResponse, 0, 0, {}, length_of(response->sw2())};
      continue;
    }
    response->data = std::move(data);
    return std::move(*response);
  }
  return std::unexpected{CardLinkFault::Mute};
}

}  // namespace bianmin::drivers
