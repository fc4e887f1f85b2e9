#include "demo/dock/wire.h"

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>

namespace bianmin::dock {
namespace {

using Json = nlohmann::json;

constexpr std::array<std::string_view, kWires.size()> kNames{"reader", "slot", "scanner", "printer", "platform"};

// More than the programs ever send, and little enough to draw.
constexpr std::size_t kMostCards = 64;
constexpr std::size_t kMostApplications = 200;
constexpr std::size_t kLongestWord = 4096;

// Thrown and caught in this file alone: nested lists would make a chain of std::expected unreadable.
struct Wrong {
  std::string sentence;
};

[[noreturn]] void wrong(std::string_view key, std::string_view expected) {
  throw Wrong{"'" + std::string{key} + "' is not " + std::string{expected}};
}

const Json& at(const Json& object, std::string_view key) {
  const auto found = object.find(key);
  if (found == object.end()) throw Wrong{"'" + std::string{key} + "' is missing"};
  return *found;
}

bool flag(const Json& object, std::string_view key) {
  const auto& value = at(object, key);
  if (!value.is_boolean()) wrong(key, "true or false");
  return value.get<bool>();
}

long count_of(const Json& value, std::string_view key) {
  constexpr std::int64_t kMost = 1'000'000'000;
  if (!value.is_number_integer()) wrong(key, "a whole number");
  // Beyond the signed range it would come out negative.
  const bool huge = value.is_number_unsigned() && value.get<std::uint64_t>() > static_cast<std::uint64_t>(kMost);
  if (huge || value.get<std::int64_t>() < 0 || value.get<std::int64_t>() > kMost) wrong(key, "from 0 to 1000000000");
  return static_cast<long>(value.get<std::int64_t>());
}

long count(const Json& object, std::string_view key) { return count_of(at(object, key), key); }

std::string words(const Json& object, std::string_view key) {
  const auto& value = at(object, key);
  if (!value.is_string()) wrong(key, "a text");
  auto text = value.get<std::string>();
  if (text.size() > kLongestWord) wrong(key, "a text of at most 4096 bytes");
  // What is shown must stay one line, and a NUL would end it.
  std::ranges::replace_if(text, [](unsigned char letter) { return letter < 0x20 || letter == 0x7F; }, ' ');
  return text;
}

// null means none.
std::string words_or_none(const Json& object, std::string_view key) {
  return at(object, key).is_null() ? std::string{} : words(object, key);
}

const Json& list(const Json& object, std::string_view key, std::size_t most) {
  const auto& value = at(object, key);
  if (!value.is_array()) wrong(key, "a list");
  if (value.size() > most) wrong(key, "a list of at most " + std::to_string(most));
  return value;
}

template <typename T, std::size_t N>
T one_of(const Json& object, std::string_view key, const std::array<std::pair<std::string_view, T>, N>& known) {
  const auto word = words(object, key);
  for (const auto& [name, value] : known) {
    if (name == word) return value;
  }
  std::string names;
  for (const auto& [name, value] : known) names += (names.empty() ? "" : ", ") + std::string{name};
  wrong(key, "one of: " + names);
}

using Switch = std::array<std::pair<std::string_view, bool>, 2>;
constexpr Switch kCover{{{"closed", false}, {"open", true}}};
constexpr Switch kCutter{{{"ok", false}, {"jammed", true}}};
constexpr Switch kHead{{{"ok", false}, {"hot", true}}};
constexpr std::array<std::pair<std::string_view, Roll>, 3> kRoll{
    {{"full", Roll::Full}, {"near", Roll::Near}, {"out", Roll::Out}}};

ReaderState reader(const Json& line) {
  return {.card = words_or_none(line, "card"),
          .pull_mid_read = flag(line, "pull_mid_read"),
          .damage = flag(line, "damage"),
          .rubbish = flag(line, "rubbish"),
          .silence = flag(line, "silence"),
          .plugged = flag(line, "plugged"),
          .reads = count(line, "reads")};
}

SlotState slot(const Json& line) {
  return {.card = words_or_none(line, "card"),
          .pull_mid_read = flag(line, "pull_mid_read"),
          .plugged = flag(line, "plugged"),
          .reads = count(line, "reads")};
}

ScannerState scanner(const Json& line) {
  return {.shown = words_or_none(line, "shown"),
          .triggered = flag(line, "triggered"),
          .rubbish = flag(line, "rubbish"),
          .silence = flag(line, "silence"),
          .plugged = flag(line, "plugged"),
          .reads = count(line, "reads")};
}

PrinterState printer(const Json& line) {
  constexpr std::size_t kMostTickets = 1000;
  const auto& tickets = list(line, "tickets", kMostTickets);
  for (const auto& ticket : tickets) {
    if (!ticket.is_string() || ticket.get_ref<const std::string&>().size() > kLongestWord) {
      wrong("tickets", "a list of paths");
    }
  }
  return {.roll = one_of(line, "paper", kRoll),
          .cover_open = one_of(line, "cover", kCover),
          .cutter_jammed = one_of(line, "cutter", kCutter),
          .head_hot = one_of(line, "head", kHead),
          .silence = flag(line, "silence"),
          .listening = flag(line, "listening"),
          .printing = flag(line, "printing"),
          .stopped = flag(line, "stopped"),
          .in_mouth = words_or_none(line, "in_mouth"),
          .last_cut = tickets.empty() ? std::string{} : tickets.back().get<std::string>(),
          .tickets = tickets.size()};
}

// true: all of them; a number: that many still.
bool drops_reply(const Json& line) {
  const auto& value = at(line, "dropReply");
  return value.is_boolean() ? value.get<bool>() : count_of(value, "dropReply") > 0;
}

PlatformState platform(const Json& line) {
  PlatformState state{.slow_ms = count(line, "slow"),
                      .refuse = flag(line, "refuse"),
                      .forbid = flag(line, "forbid"),
                      .error = at(line, "error").is_null() ? 0 : count(line, "error"),
                      .drops_reply = drops_reply(line),
                      .listening = flag(line, "listening"),
                      .stored = count(line, "stored")};
  for (const auto& entry : list(line, "applications", kMostApplications)) {
    if (!entry.is_object()) wrong("applications", "a list of objects");
    state.applications.push_back({.number = words(entry, "number"),
                                  .service = words(entry, "service"),
                                  .applicant = words(entry, "applicant"),
                                  .time = words(entry, "time"),
                                  .replays = count(entry, "replays")});
  }
  return state;
}

// `raw` is the same line: the cards are shown in the order in which they are written, and a Json object sorts its keys.
SampleCards cards(const Json& line, std::string_view raw) {
  const auto& entries = at(line, "cards");
  if (!entries.is_object() || entries.size() > kMostCards) wrong("cards", "an object of at most 64 cards");
  // An object that keeps its order is slow to build when it is large.
  constexpr std::size_t kLongestCards = std::size_t{64} * 1024;
  if (raw.size() > kLongestCards) wrong("cards", "at most 64 KB long");
  SampleCards found;
  const auto in_order = nlohmann::ordered_json::parse(raw);
  for (const auto& [key, ignored] : in_order.at("cards").items()) {
    const auto& entry = entries.at(key);
    if (!entry.is_object()) wrong("cards", "an object of objects");
    const auto& title = at(entry, "title");
    if (!title.is_object()) wrong("title", "a text in each language");
    found.cards.push_back({key, words(entry, "kind"), {words(title, "zh-CN"), words(title, "en")}});
  }
  return found;
}

Message message(const Json& line, std::string_view raw) {
  if (!flag(line, "ok")) return Refused{words(line, "error")};
  if (line.contains("cards")) return cards(line, raw);
  if (!line.contains("device")) {
    if (!line.contains("service")) return Done{};
    if (words(line, "service") == "platform") return platform(line);
    wrong("service", "platform");
  }
  const auto device = words(line, "device");
  if (device == "id-card-reader") return reader(line);
  if (device == "social-security-card-reader") return slot(line);
  if (device == "code-scanner") return scanner(line);
  if (device == "receipt-printer") return printer(line);
  wrong("device", "one of: id-card-reader, social-security-card-reader, code-scanner, receipt-printer");
}

}  // namespace

std::string_view name_of(Wire wire) { return kNames[index(wire)]; }

std::optional<Wire> wire_named(std::string_view name) {
  for (const auto wire : kWires) {
    if (name_of(wire) == name) return wire;
  }
  return std::nullopt;
}

std::expected<Message, std::string> read_line(std::string_view line) {
  const auto json = Json::parse(line, nullptr, false);
  if (json.is_discarded()) return std::unexpected{"the line is not JSON"};
  if (!json.is_object()) return std::unexpected{"the line is not a JSON object"};
  try {
    return message(json, line);
  } catch (const Wrong& found) {
    return std::unexpected{found.sentence};
  }
}

bool LineCutter::add(std::string_view bytes) {
  pending_ += bytes;
  return pending_.size() <= kLongestLine || pending_.find('\n', searched_) <= kLongestLine;
}

std::optional<std::string> LineCutter::take() {
  const auto end = pending_.find('\n', searched_);
  if (end == std::string::npos) {
    searched_ = pending_.size();
    return std::nullopt;
  }
  std::string line = pending_.substr(0, end);
  pending_.erase(0, end + 1);
  searched_ = 0;
  return line;
}

std::string shell_word(std::string_view word) {
  std::string out = "'";
  for (const char letter : word) {
    if (letter == '\'') {
      out += "'\"'\"'";
    } else {
      out += letter == '\n' || letter == '\r' || letter == '\0' ? ' ' : letter;
    }
  }
  return out + "'";
}

}  // namespace bianmin::dock
