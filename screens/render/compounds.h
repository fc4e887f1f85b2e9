#pragma once
// Words of more than one Chinese character that a line must not cut in two. Pango breaks between any two of them.
#include <cstddef>
#include <string_view>
#include <vector>

namespace bianmin::render {

struct ByteRange {
  std::size_t begin = 0;
  std::size_t end = 0;
  friend bool operator==(const ByteRange&, const ByteRange&) = default;
};

// Where the words that are known stand in `words` (UTF-8), from left to right, none over another. It knows the words of
// counters and forms, not the language: a line may still end within another word.
[[nodiscard]] std::vector<ByteRange> compounds_in(std::string_view words);

}  // namespace bianmin::render
