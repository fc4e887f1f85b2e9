#include "drivers/social_security_card/card_reading.h"

#include <optional>
#include <utility>

namespace bianmin::drivers {
namespace {

using ssc::Answer;
using ssc::File;
using ssc::Item;

// How a conversation ends early: the card's problem, or the reader's fault.
using Trouble = std::variant<CardProblem, CardLinkFault>;
using Step = std::expected<void, Trouble>;

std::unexpected<Trouble> ends(Trouble trouble) { return std::unexpected{trouble}; }

Trouble trouble_of(CardLinkFault fault) {
  if (fault == CardLinkFault::Removed) return CardProblem::Removed;
  if (fault == CardLinkFault::Mute) return CardProblem::Damaged;
  return fault;
}

// One card, told top-down.
class Conversation {
 public:
  Conversation(CardChannel& card, const ssc::Quirks& quirks, const KeepGoing& keep_going)
      : card_{card}, records_{quirks.records}, keep_going_{keep_going} {}

  std::expected<SocialSecurityCard, Trouble> talk() {
    auto went = select(ssc::select_application());
    if (went) went = select(ssc::select_file(File::Issuer));
    if (went) went = read_issuer();
    if (went) went = select(ssc::select_file(File::Holder));
    if (went) went = read_holder();
    if (!went) return std::unexpected{went.error()};
    return understand();
  }

 private:
  std::expected<ResponseApdu, Trouble> ask(CommandApdu command) {
    auto response = exchange(card_, std::move(command), keep_going_);
    if (!response) return ends(trouble_of(response.error()));
    return std::move(*response);
  }

  Step select(CommandApdu command) {
    const auto response = ask(std::move(command));
    if (!response) return std::unexpected{response.error()};
    switch (ssc::answer_of(response->status)) {
      case Answer::Done:
        return {};
      case Answer::NotThisCard:
      case Answer::NoSuchRecord:
      case Answer::NeedsKey:
        return ends(CardProblem::WrongKind);
      case Answer::Failed:
        return ends(CardProblem::Damaged);
    }
    std::unreachable();
  }

  // Who issued the card and until when is good to know; a card that does not say it is no reason to refuse it.
  Step read_issuer() {
    constexpr std::uint8_t kFirst = 4;
    for (std::uint8_t number = kFirst; number <= ssc::kIssuerFile.size(); ++number) {
      const auto answer = read(File::Issuer, number);
      if (!answer) return std::unexpected{answer.error()};
    }
    return {};
  }

  Step read_holder() {
    for (std::uint8_t number = 1; number <= ssc::kHolderFile.size() && !records_.has(Item::Birth); ++number) {
      const auto answer = read(File::Holder, number);
      if (!answer) return std::unexpected{answer.error()};
      if (!ssc::is_needed(File::Holder, number)) continue;
      if (*answer == Answer::Failed) return ends(CardProblem::Damaged);
      if (*answer == Answer::NeedsKey || *answer == Answer::NotThisCard) return ends(CardProblem::WrongKind);
    }
    return {};
  }

  std::expected<Answer, Trouble> read(File file, std::uint8_t number) {
    const auto response = ask(ssc::read_record(number));
    if (!response) return std::unexpected{response.error()};
    const auto answer = ssc::answer_of(response->status);
    if (answer == Answer::Done && !records_.add(file, number, response->data)) return ends(CardProblem::Garbled);
    return answer;
  }

  std::expected<SocialSecurityCard, Trouble> understand() {
    auto card = records_.card();
    if (!card) return ends(CardProblem::Garbled);
    return std::move(*card);
  }

  CardChannel& card_;
  ssc::Records records_;
  const KeepGoing& keep_going_;
};

}  // namespace

std::expected<SocialSecurityCardReading, CardLinkFault> read_social_security_card(CardChannel& card,
                                                                                  const ssc::Quirks& quirks,
                                                                                  const KeepGoing& keep_going) {
  auto told = Conversation{card, quirks, keep_going}.talk();
  if (told) return std::move(*told);
  if (const auto* fault = std::get_if<CardLinkFault>(&told.error())) return std::unexpected{*fault};
  return std::get<CardProblem>(told.error());
}

}  // namespace bianmin::drivers
