#include "kiosk/flow/action.h"

#include <algorithm>
#include <array>
#include <utility>

namespace bianmin::flow {
namespace {

constexpr auto kWords = std::to_array<std::pair<Verb, std::string_view>>({
    {Verb::Begin, "begin"},
    {Verb::ChooseLanguage, "choose-language"},
    {Verb::OpenCategory, "open-category"},
    {Verb::OpenService, "open-service"},
    {Verb::Search, "search"},
    {Verb::Start, "start"},
    {Verb::Back, "back"},
    {Verb::Next, "next"},
    {Verb::Page, "page"},
    {Verb::EditField, "edit-field"},
    {Verb::PickOption, "pick-option"},
    {Verb::Key, "key"},
    {Verb::Candidate, "candidate"},
    {Verb::KeyboardDone, "keyboard-done"},
    {Verb::ChangeAnswers, "change-answers"},
    {Verb::Agree, "agree"},
    {Verb::Submit, "submit"},
    {Verb::TryAgain, "try-again"},
    {Verb::PrintAgain, "print-again"},
    {Verb::ShowCode, "show-code"},
    {Verb::HaveReceipt, "have-receipt"},
    {Verb::MissingReceipt, "missing-receipt"},
    {Verb::Rate, "rate"},
    {Verb::Skip, "skip"},
    {Verb::Finish, "finish"},
    {Verb::Reveal, "reveal"},
    {Verb::Conceal, "conceal"},
    {Verb::Help, "help"},
    {Verb::SwitchLanguage, "switch-language"},
    {Verb::LargerText, "larger-text"},
    {Verb::Contrast, "contrast"},
    {Verb::LowReach, "low-reach"},
    {Verb::Leave, "leave"},
    {Verb::LeaveAnyway, "leave-anyway"},
    {Verb::Stay, "stay"},
    {Verb::OpenTechnician, "open-technician"},
    {Verb::Retry, "retry"},
});

}  // namespace

std::string_view to_string(Verb verb) {
  const auto* const row = std::ranges::find(kWords, verb, &std::pair<Verb, std::string_view>::first);
  return row == kWords.end() ? std::string_view{"?"} : row->second;
}

ActionId action_id(Verb verb, std::string_view argument) {
  std::string text{to_string(verb)};
  if (!argument.empty()) text.append(":").append(argument);
  return {std::move(text)};
}

std::optional<Action> parse(const ActionId& id) {
  const std::string_view text = id.value;
  const auto colon = text.find(':');
  const auto word = text.substr(0, colon);
  const auto* const row = std::ranges::find(kWords, word, &std::pair<Verb, std::string_view>::second);
  if (row == kWords.end()) return std::nullopt;
  return Action{row->first, colon == std::string_view::npos ? std::string{} : std::string{text.substr(colon + 1)}};
}

}  // namespace bianmin::flow
