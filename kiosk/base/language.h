#pragma once
// The languages a citizen may choose, and text that the platform gives in each of them.
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace bianmin {

enum class Language { Chinese, English };

inline constexpr std::array kLanguages{Language::Chinese, Language::English};

// The BCP 47 tag that catalogues use.
[[nodiscard]] constexpr std::string_view tag(Language language) {
  return language == Language::Chinese ? "zh-CN" : "en";
}

// The same words in every language; never empty in a validated catalogue.
struct LocalText {
  std::string chinese;
  std::string english;
  [[nodiscard]] const std::string& in(Language language) const {
    return language == Language::Chinese ? chinese : english;
  }
  friend bool operator==(const LocalText&, const LocalText&) = default;
};

struct LocalList {
  std::vector<std::string> chinese;
  std::vector<std::string> english;
  [[nodiscard]] const std::vector<std::string>& in(Language language) const {
    return language == Language::Chinese ? chinese : english;
  }
  friend bool operator==(const LocalList&, const LocalList&) = default;
};

}  // namespace bianmin
