#pragma once
// Chinese characters from pinyin letters, by libpinyin.
#include <cstddef>
#include <expected>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace bianmin::input {

enum class PinyinFault { NoDictionary };

struct Candidate {
  std::string text;         // UTF-8 characters
  std::size_t letters = 0;  // how many of the letters it stands for; the rest remains to be chosen
  friend bool operator==(const Candidate&, const Candidate&) = default;
};

// Nothing typed is learned, trained or written: there is no user folder, and reset() wipes the letters.
// Thread: one at a time. The dictionary (50 MB of files, mapped) is loaded by the first candidates(), once; libpinyin
// then writes "open  failed." to standard error, because there is no user folder to open.
// Measured on two cores of a small server: 2 to 5 ms to load; 6 MB of memory, 10 MB after much typing; 2 ms an answer
// (p99 20 ms), a tenth of a second for thirty initials without a vowel.
class PinyinInput {
 public:
  PinyinInput();  // the system dictionary that libpinyin was built for
  explicit PinyinInput(std::string dictionary_folder);
  ~PinyinInput();
  PinyinInput(PinyinInput&&) noexcept;
  PinyinInput& operator=(PinyinInput&&) noexcept;

  // Best first, at most `limit`. `pinyin` is a-z, v for ü and ' between syllables; anything else and letters beyond 30
  // are ignored. Empty for empty letters. NoDictionary stays: offer another way of typing.
  [[nodiscard]] std::expected<std::vector<Candidate>, PinyinFault> candidates(std::string_view pinyin,
                                                                              std::size_t limit);

  // Loads the dictionary now, so that the first letter is not slow.
  [[nodiscard]] std::expected<void, PinyinFault> load();

  // Forgets the letters of this visit.
  void reset();

 private:
  class Engine;
  std::string folder_;
  std::unique_ptr<Engine> engine_;
};

}  // namespace bianmin::input
