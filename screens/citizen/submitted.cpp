#include "screens/citizen/submitted.h"

#include "screens/scene/theme.h"

namespace bianmin::screens {

using namespace scene;

namespace {
constexpr std::size_t kReadableWhole = 16;

// The platform may accept and its answer be lost on the way.
bool has_platform_number(const flow::Submitted& submitted) {
  return accepted(submitted) && submitted.answer && !submitted.answer->number.empty();
}
}  // namespace

bool accepted(const flow::Submitted& submitted) { return submitted.delivery == flow::Delivery::Accepted; }

const std::string& number_to_keep(const flow::Submitted& submitted) {
  return has_platform_number(submitted) ? submitted.answer->number : submitted.local_number;
}

std::string in_groups(std::string_view number) {
  constexpr std::size_t kGroup = 4;
  constexpr std::size_t kOneLine = 6 * kGroup;
  const bool grouped_already = number.find_first_of("- ") != std::string_view::npos && number.size() <= kOneLine;
  if (number.size() <= kReadableWhole || grouped_already) return std::string{number};
  // Two lines of like length, cut between groups.
  const std::size_t middle = number.size() > kOneLine ? (number.size() / kGroup + 1) / 2 * kGroup : number.size();
  std::string groups;
  for (std::size_t at = 0; at < number.size(); at += kGroup) {
    if (at > 0) groups += at == middle ? '\n' : ' ';
    groups += number.substr(at, kGroup);
  }
  return groups;
}

Node large_number(const Frame& frame, const flow::Submitted& submitted) {
  return column(
      {.padding = all(32), .gap = 8, .surface = Surface::Card, .radius = kCardRadius, .shadow = true},
      text(has_platform_number(submitted) ? frame.say("Reference number") : frame.say("Number on this terminal"),
           {.ink = Ink::Soft, .align = TextAlign::Center}),
      text(in_groups(number_to_keep(submitted)),
           {.size = number_to_keep(submitted).size() > kReadableWhole ? TextSize::Lead : TextSize::Title,
            .weight = Weight::Bold,
            .align = TextAlign::Center}),
      text(submitted.time, {.size = TextSize::Small, .ink = Ink::Soft, .align = TextAlign::Center}, {.decor = true}));
}

}  // namespace bianmin::screens
