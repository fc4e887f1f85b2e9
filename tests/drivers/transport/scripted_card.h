#pragma once
// A smart card that plays a script: the exact command it must get, and what it says to it.
#include <catch2/catch_test_macros.hpp>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "drivers/transport/card_channel.h"

namespace bianmin::tests {

// Hexadecimal digits, with spaces where they help.
inline Bytes hex(std::string_view text) {
  Bytes bytes;
  unsigned half = 0;
  bool odd = false;
  for (const char character : text) {
    if (character == ' ') continue;
    const auto digit = std::string_view{"0123456789ABCDEF"}.find(character);
    REQUIRE(digit != std::string_view::npos);
    half = half * 16 + static_cast<unsigned>(digit);
    if (odd) bytes.push_back(static_cast<std::uint8_t>(std::exchange(half, 0U)));
    odd = !odd;
  }
  REQUIRE(!odd);
  return bytes;
}

class ScriptedCard final : public drivers::CardChannel {
 public:
  using Answer = std::variant<Bytes, drivers::CardLinkFault>;

  ScriptedCard& on(std::string_view command, std::string_view answer) {
    script_.emplace_back(hex(command), hex(answer));
    return *this;
  }
  ScriptedCard& on(std::string_view command, drivers::CardLinkFault fault) {
    script_.emplace_back(hex(command), fault);
    return *this;
  }

  std::expected<Bytes, drivers::CardLinkFault> transmit(ByteView command, const drivers::KeepGoing&) override {
    INFO("steps left: " << script_.size());
    REQUIRE(!script_.empty());
    const auto [expected, answer] = script_.front();
    script_.pop_front();
    REQUIRE(Bytes{command.begin(), command.end()} == expected);
    if (const auto* fault = std::get_if<drivers::CardLinkFault>(&answer)) return std::unexpected{*fault};
    return std::get<Bytes>(answer);
  }

  void expect_finished() const { CHECK(script_.empty()); }

 private:
  std::deque<std::pair<Bytes, Answer>> script_;
};

inline bool go_on() { return true; }

}  // namespace bianmin::tests
