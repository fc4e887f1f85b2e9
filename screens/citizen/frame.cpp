#include "screens/citizen/frame.h"

#include <array>
#include <utility>

#include "kiosk/flow/offers.h"
#include "kiosk/service/holder.h"
#include "screens/scene/theme.h"

namespace bianmin::screens {
namespace {

using flow::action_id;
using flow::Verb;
using scene::Node;

std::string two_digits(int number) {
  const auto text = std::to_string(number);
  return number < 10 ? "0" + text : text;
}

// "3月12日", "12 March": whoever stands here knows the year.
std::string without_year(const Frame& frame, const LocalText& day) {
  constexpr std::string_view kYear = "年";
  const auto& words = frame.say(day);
  return frame.chinese() ? words.substr(words.find(kYear) + kYear.size()) : words.substr(0, words.rfind(' '));
}

// Empty until the runner has told the time. `brief`: without the day.
std::string clock_of(const Frame& frame, bool brief) {
  const auto& clock = frame.terminal.clock;
  if (clock.year == 0) return {};
  const std::chrono::year_month_day day{std::chrono::year{clock.year},
                                        std::chrono::month{static_cast<unsigned>(clock.month)},
                                        std::chrono::day{static_cast<unsigned>(clock.day)}};
  const auto time = two_digits(clock.hour) + ":" + two_digits(clock.minute);
  return brief ? time : frame.words.format("{0}, {1}", {without_year(frame, service::spoken_date(day)), time});
}

std::string network_of(const Frame& frame) {
  switch (frame.terminal.health.link) {
    case flow::Link::Unknown:
    case flow::Link::Up:
      return {};
    case flow::Link::Down:
      return frame.say("The network is interrupted");
    case flow::Link::Forbidden:
      return frame.say("Online services are paused");
  }
  std::unreachable();
}

// Outside of visits the terminal's number, held, is the technician's way in.
Node place_of(const Frame& frame) {
  const auto& house = frame.terminal.house;
  const auto number = frame.words.format("Terminal {0}", {house.terminal_number});
  // The sentence about the network needs the day's room.
  const auto network = network_of(frame);
  auto bar = scene::place_bar(frame.say(house.place), clock_of(frame, !network.empty()), number, network);
  const auto& state = frame.terminal.state;
  if (std::holds_alternative<flow::Idle>(state) || std::holds_alternative<flow::OutOfService>(state)) {
    bar.children.back() = scene::touchable({.action = action_id(Verb::OpenTechnician), .label = number, .hold = true},
                                           scene::column({.justify = scene::Justify::Center}, bar.children.back()));
  }
  return bar;
}

constexpr std::array kStages{flow::Stage::Guide, flow::Stage::Identity, flow::Stage::Form, flow::Stage::Review,
                             flow::Stage::Receipt};

std::string_view name_of(flow::Stage stage) {
  switch (stage) {
    case flow::Stage::Guide:
      return sentence("Prepare");
    case flow::Stage::Identity:
      return sentence("Identity");
    case flow::Stage::Form:
      return sentence("Details");
    case flow::Stage::Review:
      return sentence("Check");
    case flow::Stage::Receipt:
      return sentence("Receipt");
  }
  std::unreachable();
}

Node where_of(const Frame& frame) {
  const auto* visit = flow::visit_of(frame.terminal.state);
  const auto stage = flow::stage_of(frame.terminal.state);
  if (!visit || !visit->service || !stage) return {};
  std::vector<std::string> steps;
  for (const auto each : kStages) steps.push_back(frame.say(name_of(each)));
  return scene::where_bar(frame.say(visit->service->title), std::move(steps), static_cast<int>(*stage));
}

// A visit that is being sealed or sent cannot be left: what is left then would not be known.
bool can_leave(const flow::State& state) {
  return flow::visit_of(state) != nullptr && !std::holds_alternative<flow::Sealing>(state) &&
         !std::holds_alternative<flow::Submitting>(state) && !std::holds_alternative<flow::Printing>(state);
}

Node always_of(const Frame& frame) {
  const auto preferences = flow::preferences_of(frame.terminal.state);
  const std::string other_language = frame.chinese() ? "English" : "中文";
  std::vector<Node> buttons;
  // Help says what to do on a page; the idle page says that itself, and a technician asks nobody in the hall.
  const auto& state = frame.terminal.state;
  const bool technician =
      std::holds_alternative<flow::EnteringPin>(state) || std::holds_alternative<flow::TechnicianStatus>(state);
  if (!std::holds_alternative<flow::Idle>(state) && !technician) {
    buttons.push_back(scene::always_button(action_id(Verb::Help), "help", frame.say("Help")));
  }
  for (auto button :
       {scene::always_button(action_id(Verb::SwitchLanguage), "language", other_language),
        scene::always_button(action_id(Verb::LargerText), "larger-text", frame.say("Bigger"), preferences.large_text),
        scene::always_button(action_id(Verb::Contrast), "contrast", frame.say("Contrast"), preferences.high_contrast),
        scene::always_button(action_id(Verb::LowReach), "wheelchair", frame.say("Seated"), preferences.low_reach)}) {
    buttons.push_back(std::move(button));
  }
  if (can_leave(frame.terminal.state)) {
    buttons.push_back(scene::always_button(action_id(Verb::Leave), "leave", frame.say("Leave")));
  }
  return scene::always_bar(std::move(buttons));
}

}  // namespace

scene::Scene page(const Frame& frame, std::string title, std::string lead) {
  scene::Scene scene;
  scene.title = title;
  scene.language = frame.words.language();
  scene.place = place_of(frame);
  scene.where = where_of(frame);
  scene.heading = scene::heading(std::move(title), std::move(lead));
  scene.always = always_of(frame);
  return scene;
}

Node back(const Frame& frame) { return scene::back_button(action_id(Verb::Back), frame.say("Back")); }

Node main_action(const Frame& /*frame*/, Verb verb, std::string label, bool enabled) {
  return scene::submit_button(action_id(verb), std::move(label), enabled);
}

Node other_action(Verb verb, std::string label, std::string icon) {
  return scene::quiet_button(action_id(verb), std::move(label), std::move(icon));
}

std::string help_line(const Frame& frame) {
  const auto& number = frame.terminal.house.help_number;
  return number.empty() ? std::string{} : frame.words.format("For help, call {0}.", {number});
}

std::string sentences(const Frame& frame, std::initializer_list<std::string_view> parts) {
  std::string all;
  for (const auto part : parts) {
    if (part.empty()) continue;
    if (!all.empty() && !frame.chinese()) all += ' ';
    all += part;
  }
  return all;
}

Node pages_of(const Frame& frame, std::size_t page, scene::Columns columns, int gap, std::vector<Node> items) {
  scene::Paged how;
  how.page = static_cast<int>(page);
  how.verb = flow::to_string(Verb::Page);
  how.previous_label = frame.say("Previous page");
  how.next_label = frame.say("Next page");
  how.columns = columns;
  return scene::paged(std::move(how), {.gap = gap, .height = scene::grow()}, std::move(items));
}

Node in_the_middle(Node node) {
  return scene::column({.height = scene::grow(), .justify = scene::Justify::Center}, std::move(node));
}

Node statement(scene::Surface kind, std::string sign, std::string title, std::string words, std::vector<Node> more,
               bool gives_way) {
  using scene::Ink;
  using scene::TextAlign;
  const auto ink = kind == scene::Surface::Good ? Ink::Good : kind == scene::Surface::Care ? Ink::Care : Ink::Bad;
  std::optional<Node> sentence;
  if (!words.empty()) sentence = scene::text(std::move(words), {.align = TextAlign::Center});
  auto mark = scene::icon(std::move(sign), 128, ink);
  mark.style.decor = gives_way;
  return scene::column(
      {.padding = scene::sides(56, 48),
       .gap = 24,
       .justify = scene::Justify::Center,
       .surface = kind,
       .border = scene::Border::Line,
       .radius = scene::kCardRadius},
      std::move(mark),
      scene::text(
          std::move(title),
          {.size = scene::TextSize::Title, .weight = scene::Weight::Bold, .ink = ink, .align = TextAlign::Center}),
      std::move(sentence), std::move(more));
}

Node close_fact(std::string label, std::string value, bool personal) {
  auto line = scene::fact(std::move(label), std::move(value), personal);
  line.style.min_height = 56;
  return line;
}

std::string short_mask(std::string_view masked) {
  constexpr std::size_t kLongestRun = 10;
  std::string out;
  std::size_t run = 0;
  for (const char byte : masked) {
    run = byte == '*' ? run + 1 : 0;
    if (run <= kLongestRun) out += byte;
  }
  return out;
}

Node hold_to_reveal(const Frame& frame) {
  auto button = scene::quiet_button(action_id(Verb::Reveal), frame.say("Hold to see everything"), "eye");
  button.target->hold = true;
  return button;
}

std::string day_in_words(const Frame& frame, std::string_view iso) {
  const auto day = service::day_of(iso);
  return day ? frame.say(service::spoken_date(*day)) : std::string{iso};
}

}  // namespace bianmin::screens
