#pragma once
// Reads tables of kiosk.toml and collects what is wrong. Inside this room only.
#include <toml++/toml.h>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kiosk/settings/settings.h"

namespace bianmin::settings {

enum class Need { Required, Optional };

// One table. Every key is asked for once; finish() then reports those that nobody asked for. A target keeps its default
// when its key is absent or wrong.
class Section {
 public:
  // `table` may be null: then everything is absent. `line`: where a missing required key is reported.
  Section(const toml::table* table, std::string name, std::size_t line, const std::filesystem::path& folder,
          std::vector<Problem>& problems)
      : table_{table}, name_{std::move(name)}, line_{line}, folder_{folder}, problems_{problems} {}

  void text(std::string_view key, std::string& target, Need need);
  void truth(std::string_view key, bool& target);
  template <typename Number>
  void whole_number(std::string_view key, Number& target, std::int64_t least, std::int64_t most) {
    if (const auto number = number_in(key, least, most)) target = static_cast<Number>(*number);
  }
  // "500ms", "60s", "10min".
  template <typename Duration>
  void duration(std::string_view key, Duration& target, Duration least, Duration most) {
    if (const auto found = duration_in(key, least, most)) target = std::chrono::duration_cast<Duration>(*found);
  }
  // Relative to the folder of the file.
  void path(std::string_view key, std::filesystem::path& target, Need need);
  void local_text(std::string_view key, LocalText& target, Need need);
  // Whether it is there and one of them.
  template <typename Value>
  bool one_of(std::string_view key, Value& target, std::initializer_list<std::pair<std::string_view, Value>> words,
              Need need) {
    std::string word;
    text(key, word, need);
    if (word.empty()) return false;
    std::string expected = "one of";
    for (const auto& [name, value] : words) {
      if (name == word) {
        target = value;
        return true;
      }
      expected.append(expected.size() == 6 ? " \"" : ", \"").append(name).append("\"");
    }
    refuse(key, expected, "\"" + word + "\"");
    return false;
  }
  void quirks(std::string_view key, std::map<std::string, std::string>& target);
  // A table below this one; absent gives one in which everything is absent.
  [[nodiscard]] Section below(std::string_view key);
  [[nodiscard]] std::vector<Section> list_below(std::string_view key);

  void finish();

  [[nodiscard]] std::size_t line() const { return line_; }
  [[nodiscard]] bool has(std::string_view key) const { return table_ != nullptr && table_->contains(key); }
  void refuse(std::string_view key, std::string_view expected, std::string_view found);

 private:
  [[nodiscard]] const toml::node* find(std::string_view key, Need need);
  [[nodiscard]] std::optional<std::int64_t> number_in(std::string_view key, std::int64_t least, std::int64_t most);
  [[nodiscard]] std::optional<std::chrono::milliseconds> duration_in(std::string_view key,
                                                                     std::chrono::milliseconds least,
                                                                     std::chrono::milliseconds most);
  [[nodiscard]] std::string full(std::string_view key) const;
  [[nodiscard]] std::size_t line_of(std::string_view key) const;

  const toml::table* table_;
  std::string name_;
  std::size_t line_;
  const std::filesystem::path& folder_;
  std::vector<Problem>& problems_;
  std::vector<std::string> known_;
};

}  // namespace bianmin::settings
