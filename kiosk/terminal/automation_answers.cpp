#include "kiosk/terminal/automation_answers.h"

#include <array>
#include <charconv>
#include <nlohmann/json.hpp>
#include <utility>

#include "kiosk/flow/action.h"

namespace bianmin::terminal {
namespace {

using Json = nlohmann::ordered_json;
using render::Finger;
using render::FingerMotion;

constexpr std::array<std::pair<std::string_view, render::Key>, 10> kKeys{{
    {"up", render::Key::Up},
    {"down", render::Key::Down},
    {"left", render::Key::Left},
    {"right", render::Key::Right},
    {"next", render::Key::Next},
    {"previous", render::Key::Previous},
    {"select", render::Key::Select},
    {"back", render::Key::Back},
    {"help", render::Key::Help},
    {"repeat", render::Key::Repeat},
}};

constexpr std::array<std::string_view, 4> kOverlays{"none", "help", "asking-to-leave", "still-there"};

// Words of a request may be any bytes; a line of JSON is UTF-8.
std::string line_of(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

AutomationAnswer refused(const std::string& why) { return {line_of({{"ok", false}, {"error", why}}), {}}; }
AutomationAnswer done(std::vector<render::RawInput> input) { return {Json{{"ok", true}}.dump(), std::move(input)}; }

Json target_of(const scene::Hit& hit) {
  return {{"action", hit.target.action.value},
          {"label", hit.target.label},
          {"enabled", hit.target.enabled},
          {"selected", hit.target.selected},
          {"box", {hit.box.x, hit.box.y, hit.box.width, hit.box.height}}};
}

Json device_of(const flow::DeviceHealth& health) {
  constexpr std::array<std::string_view, 4> kStates{"absent", "starting", "ready", "troubled"};
  return {{"state", kStates.at(static_cast<std::size_t>(health.state))}, {"detail", health.detail}};
}

AutomationAnswer see(const Stage& stage, const flow::Terminal& terminal) {
  const auto& laid = stage.laid();
  Json seen{{"ok", true},
            {"state", flow::name_of(terminal.state)},
            {"overlay", kOverlays.at(terminal.overlay.index())},
            {"title", laid.title},
            {"language", tag(laid.language)},
            {"size", {laid.viewport.width, laid.viewport.height}},
            {"targets", Json::array()},
            {"spoken", Json::array()}};
  for (const auto& hit : laid.hits) seen["targets"].push_back(target_of(hit));
  for (const auto& spoken : laid.spoken) seen["spoken"].push_back(spoken.words);
  const auto& health = terminal.health;
  seen["health"] = {{"reader", device_of(health.reader)},   {"slot", device_of(health.social_security_reader)},
                    {"scanner", device_of(health.scanner)}, {"printer", device_of(health.printer)},
                    {"can_print", health.can_print()},      {"backlog", health.backlog},
                    {"link", static_cast<int>(health.link)}};
  return {line_of(seen), {}};
}

// Empty for what is no place on the page: also "nan", "inf" and 1e300, which from_chars reads.
std::optional<double> part_of_page(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (!(value >= 0 && value <= 1)) return std::nullopt;
  return value;
}

AutomationAnswer touch(double x, double y) {
  return done({Finger{FingerMotion::Down, 0, x, y}, Finger{FingerMotion::Up, 0, x, y}});
}

AutomationAnswer at_target(const std::string& action, const Stage& stage, bool stays) {
  const auto place = stage.place_of(ActionId{action});
  if (!place) return refused("no target '" + action + "' is on the screen");
  if (stays) return done({Finger{FingerMotion::Down, 0, place->first, place->second}});
  return touch(place->first, place->second);
}

AutomationAnswer press_key(const std::string& name) {
  for (const auto& [word, key] : kKeys) {
    if (word == name) return done({render::KeyPressed{key}});
  }
  return refused("no key '" + name + "'");
}

}  // namespace

AutomationAnswer answer(const std::vector<std::string>& words, const Stage& stage, const flow::Terminal& terminal) {
  const std::string verb = words.empty() ? "" : words.front();
  if (verb == "scene" && words.size() == 1) return see(stage, terminal);
  if (verb == "tap" && words.size() == 2) return at_target(words[1], stage, false);
  if (verb == "hold" && words.size() == 2) return at_target(words[1], stage, true);
  if (verb == "release" && words.size() == 1) return done({Finger{FingerMotion::Up, 0, -1, -1}});
  if (verb == "key" && words.size() == 2) return press_key(words[1]);
  if (verb == "touch" && words.size() == 3) {
    const auto x = part_of_page(words[1]);
    const auto y = part_of_page(words[2]);
    if (!x || !y) return refused("touch X Y: parts of the page, 0 to 1");
    return touch(*x, *y);
  }
  if (verb == "png" && words.size() >= 2) {
    // A path may have blanks in it.
    std::string path = words[1];
    for (std::size_t at = 2; at < words.size(); ++at) path += " " + words[at];
    if (!stage.write_png(path)) return refused("cannot write " + path);
    return done({});
  }
  return refused("known: scene, touch X Y, tap ACTION, hold ACTION, release, key NAME, png PATH");
}

}  // namespace bianmin::terminal
