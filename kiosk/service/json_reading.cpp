#include "kiosk/service/json_reading.h"

#include <algorithm>

#include "kiosk/service/characters.h"

namespace bianmin::service {
namespace {

using nlohmann::json;

constexpr std::size_t kLongestQuoted = 40;  // of a wrong value in a problem

// Brackets nest no deeper than this anywhere outside strings. Checked before parsing, so that nothing recurses deep.
bool nests_within(std::string_view text, std::size_t depth) {
  std::size_t open = 0;
  bool in_string = false;
  for (std::size_t index = 0; index < text.size(); ++index) {
    const char letter = text[index];
    if (in_string) {
      if (letter == '\\') ++index;
      if (letter == '"') in_string = false;
      continue;
    }
    if (letter == '"') in_string = true;
    if (letter == '[' || letter == '{') {
      if (++open > depth) return false;
    }
    if ((letter == ']' || letter == '}') && open > 0) --open;
  }
  return true;
}

bool is_ascii_word(std::string_view text, std::string_view marks) {
  return std::ranges::all_of(text, [marks](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
           marks.contains(letter);
  });
}

std::string range_of(std::size_t least, std::size_t most, std::string_view what) {
  return std::to_string(least) + " to " + std::to_string(most) + " " + std::string{what};
}

}  // namespace

json parse_json(std::string_view text, JsonLimits limits, std::string_view document) {
  const std::string name{document};
  if (text.size() > limits.bytes) {
    throw Refused{name + ": expected at most " + std::to_string(limits.bytes) + " bytes, found " +
                  std::to_string(text.size()) + "; shorten it"};
  }
  if (!nests_within(text, limits.depth)) {
    throw Refused{name + ": expected at most " + std::to_string(limits.depth) +
                  " levels of nesting, found more; flatten it"};
  }
  json::parser_callback_t no_callback = nullptr;
  try {
    return json::parse(text.begin(), text.end(), no_callback);
  } catch (const json::parse_error& fault) {
    throw Refused{name + ": expected JSON in UTF-8, found a mistake at byte " + std::to_string(fault.byte) +
                  "; check it with a JSON tool"};
  } catch (const json::exception&) {
    throw Refused{name + ": expected JSON, found a number out of range; write a smaller one"};
  }
}

std::string Node::found() const {
  switch (value_->type()) {
    case json::value_t::null:
      return "null";
    case json::value_t::object:
      return "an object";
    case json::value_t::array:
      return "a list of " + std::to_string(value_->size());
    case json::value_t::boolean:
      return value_->get<bool>() ? "true" : "false";
    case json::value_t::string:
      break;
    default:
      return quoting_ == Quoting::Never ? "a number" : "the number " + value_->dump();
  }
  const auto& text = value_->get_ref<const std::string&>();
  const std::size_t length = count_characters(text);
  if (!is_plain_text(text)) return "a text with control or direction marks";
  if (length > kLongestQuoted || quoting_ == Quoting::Never)
    return "a text of " + std::to_string(length) + " characters";
  return "\"" + text + "\"";
}

void Node::refuse(std::string_view expected, std::string_view remedy) const {
  throw Refused{document_ + " " + (pointer_.empty() ? "/" : pointer_) + ": expected " + std::string{expected} +
                ", found " + found() + "; " + std::string{remedy}};
}

Node Node::child(const json& value, std::string_view step) const {
  Node below{value, document_, quoting_};
  below.pointer_ = pointer_ + "/";
  if (step.size() > kLongestQuoted || !is_plain_text(step)) step = "?";
  for (const char letter : step) {
    if (letter == '~') {
      below.pointer_ += "~0";
    } else if (letter == '/') {
      below.pointer_ += "~1";
    } else {
      below.pointer_ += letter;
    }
  }
  return below;
}

void Node::expect_object() const {
  if (!value_->is_object()) refuse("an object", "write {…}");
}

void Node::expect_members(std::initializer_list<std::string_view> known) const {
  expect_object();
  for (const auto& [name, value] : value_->items()) {
    if (std::ranges::find(known, name) != known.end()) continue;
    std::string list;
    for (const auto& member : known) list.append(list.empty() ? "" : ", ").append(member);
    const std::string shown =
        is_plain_text(name) && count_characters(name) <= kLongestQuoted ? "\"" + name + "\"" : "an unprintable name";
    throw Refused{document_ + " " + (pointer_.empty() ? "/" : pointer_) + ": expected no members but " + list +
                  ", found " + shown + "; remove it or correct its name"};
  }
}

std::optional<Node> Node::find(std::string_view member) const {
  expect_object();
  const auto at = value_->find(member);
  if (at == value_->end()) return std::nullopt;
  return child(*at, member);
}

Node Node::at(std::string_view member) const {
  if (const auto there = find(member)) return *there;
  throw Refused{document_ + " " + pointer_ + "/" + std::string{member} +
                ": expected a value, found nothing; add this member"};
}

std::vector<Node> Node::items(std::size_t least, std::size_t most) const {
  if (!value_->is_array() || value_->size() < least || value_->size() > most) {
    refuse("a list of " + range_of(least, most, "items"), "write as many");
  }
  std::vector<Node> list;
  for (std::size_t index = 0; index < value_->size(); ++index) {
    list.push_back(child((*value_)[index], std::to_string(index)));
  }
  return list;
}

std::string Node::text(TextLimits limits) const {
  const std::string expected = "a text of " + range_of(limits.least, limits.most, "characters");
  if (!value_->is_string()) refuse(expected, "write it in quotes");
  const auto& text = value_->get_ref<const std::string&>();
  // Bytes first: counting the characters of a megabyte would be work for nothing.
  if (text.size() > limits.most * 4) refuse(expected, "change its length");
  const std::size_t length = count_characters(text);
  if (length < limits.least || length > limits.most) refuse(expected, "change its length");
  if (!is_plain_text(text)) refuse(expected + " without control or direction marks", "remove them");
  return text;
}

std::string Node::word(std::size_t most, std::string_view marks) const {
  std::string expected = "1 to " + std::to_string(most) + " letters, digits";
  if (!marks.empty()) expected += " or " + std::string{marks};
  if (!value_->is_string()) refuse(expected, "write it in quotes");
  const auto& text = value_->get_ref<const std::string&>();
  if (text.empty() || text.size() > most || !is_ascii_word(text, marks)) refuse(expected, "use these alone");
  return text;
}

bool Node::truth() const {
  if (!value_->is_boolean()) refuse("true or false", "write one of them without quotes");
  return value_->get<bool>();
}

int Node::whole_number(int least, int most) const {
  const std::string expected = "a whole number from " + std::to_string(least) + " to " + std::to_string(most);
  if (!value_->is_number_integer()) refuse(expected, "write one without quotes");
  // Unsigned values beyond int64 would turn negative in get<>.
  if (value_->is_number_unsigned() && value_->get<std::uint64_t>() > static_cast<std::uint64_t>(INT32_MAX)) {
    refuse(expected, "write one of these");
  }
  const auto number = value_->get<std::int64_t>();
  if (number < least || number > most) refuse(expected, "write one of these");
  return static_cast<int>(number);
}

LocalText Node::local_text(TextLimits limits) const {
  expect_members({"zh-CN", "en"});
  return {at("zh-CN").text(limits), at("en").text(limits)};
}

LocalText Node::local_or_plain_text(TextLimits limits) const {
  if (!value_->is_string()) return local_text(limits);
  std::string plain = text(limits);
  return {plain, plain};
}

LocalList Node::local_list(std::size_t least, std::size_t most, TextLimits limits) const {
  expect_members({"zh-CN", "en"});
  LocalList list;
  for (const auto& item : at("zh-CN").items(least, most)) list.chinese.push_back(item.text(limits));
  for (const auto& item : at("en").items(least, most)) list.english.push_back(item.text(limits));
  return list;
}

}  // namespace bianmin::service
