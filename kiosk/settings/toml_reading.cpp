#include "kiosk/settings/toml_reading.h"

#include <algorithm>
#include <charconv>
#include <numeric>

namespace bianmin::settings {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t kLongestText = 1000;
constexpr std::size_t kNearEnough = 3;  // slips of the finger that a suggestion forgives

// Levenshtein's.
std::size_t distance(std::string_view left, std::string_view right) {
  std::vector<std::size_t> row(right.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= left.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const std::size_t changed = diagonal + (left[i - 1] == right[j - 1] ? 0U : 1U);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
    }
  }
  return row.back();
}

std::string listed(const std::vector<std::string>& names) {
  std::string list;
  for (const auto& name : names) list.append(list.empty() ? "" : ", ").append(name);
  return list;
}

std::string shown(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::table:
      return "a table";
    case toml::node_type::array:
      return "a list";
    case toml::node_type::string:
      return "\"" + node.as_string()->get().substr(0, 80) + "\"";
    case toml::node_type::integer:
      return std::to_string(node.as_integer()->get());
    case toml::node_type::boolean:
      return node.as_boolean()->get() ? "true" : "false";
    case toml::node_type::floating_point:
      return "a number with a fraction";
    default:
      return "a date or time";
  }
}

std::optional<milliseconds> parse_duration(std::string_view text) {
  std::int64_t count = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (fault != std::errc{} || count < 0 || count > 1'000'000'000) return std::nullopt;
  std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  if (unit.starts_with(' ')) unit.remove_prefix(1);
  if (unit == "ms") return milliseconds{count};
  if (unit == "s") return milliseconds{count * 1000};
  if (unit == "min") return milliseconds{count * 60'000};
  return std::nullopt;
}

std::string spelled(milliseconds duration) {
  if (duration.count() % 60'000 == 0 && duration.count() != 0) return std::to_string(duration.count() / 60'000) + "min";
  if (duration.count() % 1000 == 0) return std::to_string(duration.count() / 1000) + "s";
  return std::to_string(duration.count()) + "ms";
}

}  // namespace

std::string Section::full(std::string_view key) const {
  return name_.empty() ? std::string{key} : name_ + "." + std::string{key};
}

std::size_t Section::line_of(std::string_view key) const {
  if (table_ == nullptr) return line_;
  // The key's own place: a table's begins with its first value.
  for (const auto& [name, node] : *table_) {
    if (name.str() == key) return name.source().begin.line;
  }
  return line_;
}

void Section::refuse(std::string_view key, std::string_view expected, std::string_view found) {
  problems_.push_back({line_of(key), full(key), "expected " + std::string{expected} + ", found " + std::string{found}});
}

const toml::node* Section::find(std::string_view key, Need need) {
  known_.emplace_back(key);
  const toml::node* node = table_ == nullptr ? nullptr : table_->get(key);
  if (node == nullptr && need == Need::Required) {
    problems_.push_back({line_, full(key), "is missing, and the terminal cannot do without it"});
  }
  return node;
}

void Section::text(std::string_view key, std::string& target, Need need) {
  const toml::node* node = find(key, need);
  if (node == nullptr) return;
  const auto* value = node->as_string();
  if (value == nullptr || value->get().empty() || value->get().size() > kLongestText) {
    refuse(key, "a text in quotes, not empty", shown(*node));
    return;
  }
  target = value->get();
}

void Section::truth(std::string_view key, bool& target) {
  const toml::node* node = find(key, Need::Optional);
  if (node == nullptr) return;
  const auto* value = node->as_boolean();
  if (value == nullptr) {
    refuse(key, "true or false, without quotes", shown(*node));
    return;
  }
  target = value->get();
}

std::optional<std::int64_t> Section::number_in(std::string_view key, std::int64_t least, std::int64_t most) {
  const toml::node* node = find(key, Need::Optional);
  if (node == nullptr) return std::nullopt;
  const auto* value = node->as_integer();
  if (value == nullptr || value->get() < least || value->get() > most) {
    refuse(key, "a whole number from " + std::to_string(least) + " to " + std::to_string(most), shown(*node));
    return std::nullopt;
  }
  return value->get();
}

std::optional<milliseconds> Section::duration_in(std::string_view key, milliseconds least, milliseconds most) {
  const toml::node* node = find(key, Need::Optional);
  if (node == nullptr) return std::nullopt;
  const auto* value = node->as_string();
  const auto duration = value == nullptr ? std::nullopt : parse_duration(value->get());
  if (!duration || *duration < least || *duration > most) {
    refuse(key, "a time from \"" + spelled(least) + "\" to \"" + spelled(most) + "\"", shown(*node));
    return std::nullopt;
  }
  return duration;
}

void Section::path(std::string_view key, std::filesystem::path& target, Need need) {
  std::string written;
  text(key, written, need);
  if (!written.empty()) target = (folder_ / written).lexically_normal();
}

void Section::local_text(std::string_view key, LocalText& target, Need need) {
  const toml::node* node = find(key, need);
  if (node == nullptr) return;
  if (!node->is_table()) {
    refuse(key, R"(a text in each language, { zh-CN = "…", en = "…" })", shown(*node));
    return;
  }
  Section both{node->as_table(), full(key), line_of(key), folder_, problems_};
  both.text("zh-CN", target.chinese, Need::Required);
  both.text("en", target.english, Need::Required);
  both.finish();
}

void Section::quirks(std::string_view key, std::map<std::string, std::string>& target) {
  const toml::node* node = find(key, Need::Optional);
  if (node == nullptr) return;
  if (!node->is_table()) {
    refuse(key, R"(a table, { name = "value" })", shown(*node));
    return;
  }
  for (const auto& [name, value] : *node->as_table()) {
    const std::string quirk{name.str()};
    if (value.is_string()) {
      target[quirk] = value.as_string()->get();
    } else if (value.is_integer() || value.is_boolean()) {
      target[quirk] = shown(value);
    } else {
      Section{node->as_table(), full(key), line_of(key), folder_, problems_}.refuse(
          quirk, "a text, a whole number, true or false", shown(value));
    }
  }
}

Section Section::below(std::string_view key) {
  const toml::node* node = find(key, Need::Optional);
  if (node != nullptr && !node->is_table()) refuse(key, "a table [" + full(key) + "]", shown(*node));
  const toml::table* table = node == nullptr ? nullptr : node->as_table();
  return {table, full(key), table == nullptr ? 0 : line_of(key), folder_, problems_};
}

std::vector<Section> Section::list_below(std::string_view key) {
  const toml::node* node = find(key, Need::Optional);
  if (node == nullptr) return {};
  const auto* list = node->as_array();
  if (list != nullptr && list->empty()) return {};
  if (list == nullptr || !list->is_homogeneous(toml::node_type::table)) {
    refuse(key, "tables [[" + full(key) + "]]", shown(*node));
    return {};
  }
  std::vector<Section> sections;
  for (const auto& item : *list) {
    const std::string name = full(key) + "[" + std::to_string(sections.size() + 1) + "]";
    sections.push_back({item.as_table(), name, item.source().begin.line, folder_, problems_});
  }
  return sections;
}

void Section::finish() {
  if (table_ == nullptr) return;
  for (const auto& [key, node] : *table_) {
    const std::string name{key.str()};
    if (std::ranges::find(known_, name) != known_.end()) continue;
    const auto near =
        std::ranges::min_element(known_, {}, [&name](const std::string& known) { return distance(known, name); });
    std::string message = "is not known here";
    if (near != known_.end() && distance(*near, name) <= std::min(kNearEnough, name.size() / 2)) {
      message += "; did you mean " + *near + "?";
    } else {
      message += "; expected one of " + listed(known_);
    }
    problems_.push_back({key.source().begin.line, full(name), message});
  }
}

}  // namespace bianmin::settings
