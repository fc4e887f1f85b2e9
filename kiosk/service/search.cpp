#include "kiosk/service/search.h"

#include <algorithm>
#include <string>
#include <utility>

namespace bianmin::service {
namespace {

// What a find is worth: where, then how.
constexpr int kInTitle = 30;
constexpr int kInKeyword = 20;
constexpr int kInSummary = 10;
constexpr int kWhole = 3;
constexpr int kBeginning = 2;
constexpr int kMiddle = 1;

std::string folded(std::string_view text) {
  std::string plain;
  for (const char letter : text) {
    if (letter == ' ') continue;
    plain += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  }
  return plain;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::size_t begin = 0;
  while (begin <= text.size()) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    if (std::string word = folded(text.substr(begin, end - begin)); !word.empty()) words.push_back(std::move(word));
    begin = end + 1;
  }
  return words;
}

int worth(std::string_view hay, std::string_view word, int place) {
  const std::string plain = folded(hay);
  const std::size_t at = plain.find(word);
  if (at == std::string::npos) return 0;
  if (plain.size() == word.size()) return place + kWhole;
  return place + (at == 0 ? kBeginning : kMiddle);
}

// Zero: not found.
int worth(const ServiceDefinition& service, std::string_view word) {
  int best = 0;
  for (const Language language : kLanguages) {
    best = std::max({best, worth(service.title.in(language), word, kInTitle),
                     worth(service.summary.in(language), word, kInSummary)});
    for (const auto& keyword : service.keywords.in(language)) best = std::max(best, worth(keyword, word, kInKeyword));
  }
  return best;
}

}  // namespace

std::vector<std::size_t> search(std::span<const ServiceDefinition> services, std::string_view text) {
  const auto words = words_of(text);
  if (words.empty()) return {};
  std::vector<std::pair<int, std::size_t>> found;
  for (std::size_t index = 0; index < services.size(); ++index) {
    int sum = 0;
    const bool all = std::ranges::all_of(words, [&](const std::string& word) {
      const int one = worth(services[index], word);
      sum += one;
      return one > 0;
    });
    if (all) found.emplace_back(sum, index);
  }
  std::ranges::stable_sort(found, [](const auto& left, const auto& right) { return left.first > right.first; });
  std::vector<std::size_t> indexes;
  for (const auto& [sum, index] : found) indexes.push_back(index);
  return indexes;
}

}  // namespace bianmin::service
