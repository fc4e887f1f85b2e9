#pragma once
// For tests of visits: what happens to one terminal, and what it orders.
#include <catch2/catch_test_macros.hpp>

#include "tests/kiosk/flow/people.h"

namespace bianmin::flow {

// A terminal to which things happen one after the other.
class Hall {
 public:
  explicit Hall(Terminal fresh = hall::terminal()) : terminal{std::move(fresh)} {}

  Hall& happens(const Event& event) {
    Step step = transition(std::move(terminal), event);
    terminal = std::move(step.terminal);
    effects = std::move(step.effects);
    return *this;
  }
  Hall& press(Verb verb, std::string_view argument = {}) { return happens(hall::press(verb, argument)); }

  template <typename Wanted>
  const Wanted& at() {
    INFO("at " << name_of(terminal.state));
    const auto* found = std::get_if<Wanted>(&terminal.state);
    REQUIRE(found != nullptr);
    return *found;
  }
  template <typename Wanted>
  const Wanted& ordered() {
    const auto* found = hall::find<Wanted>(effects);
    REQUIRE(found != nullptr);
    return *found;
  }
  template <typename Unwanted>
  bool not_ordered() {
    return hall::find<Unwanted>(effects) == nullptr;
  }

  Hall& to_card(const char* service) {
    press(Verb::Begin).press(Verb::ChooseLanguage, "zh-CN").press(Verb::OpenService, service).press(Verb::Start);
    return *this;
  }
  Hall& to_review(const char* service) {
    to_card(service).happens(CardRead{at<AwaitingCard>().ticket, hall::holder()}).press(Verb::Next);
    auto filling = at<FillingForm>();
    filling.visit.answers = hall::answered(service).answers;
    terminal.state = filling;
    while (std::holds_alternative<FillingForm>(terminal.state)) press(Verb::Next);
    at<Reviewing>();
    return *this;
  }
  Hall& to_submitting(const char* service) {
    to_review(service).press(Verb::Next).press(Verb::Agree).press(Verb::Submit);
    const auto ticket = at<Sealing>().ticket;
    happens(ApplicationSealed{ticket, {"key-1"}, "261122-7K3QF", "2026-11-22 09:30"});
    at<Submitting>();
    return *this;
  }
  Hall& accepted() {
    service::PlatformReceipt receipt;
    receipt.number = "YS-1";
    return happens(PlatformAccepted{at<Submitting>().ticket, {"key-1"}, receipt});
  }

  Terminal terminal;
  Effects effects;
};

}  // namespace bianmin::flow
