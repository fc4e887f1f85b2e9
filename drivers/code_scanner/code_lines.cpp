#include "drivers/code_scanner/code_lines.h"

#include "kiosk/base/utf8.h"
#include "kiosk/base/wiping.h"

namespace bianmin::drivers {

void CodeLines::feed(ByteView bytes) {
  for (const auto byte : bytes) {
    const auto character = static_cast<char>(byte);
    if (character == '\r' || character == '\n') {
      if (!overlong_) pending_.push_back(character);
      overlong_ = false;
      line_length_ = 0;
    } else if (!overlong_ && line_length_ == kLongestLine) {
      pending_.resize(pending_.size() - line_length_);
      overlong_ = true;
      ++refused_;
    } else if (!overlong_) {
      pending_.push_back(character);
      ++line_length_;
    }
  }
}

std::optional<std::string> CodeLines::next() {
  while (true) {
    const auto end = pending_.find_first_of("\r\n");
    if (end == std::string::npos) return std::nullopt;
    auto line = pending_.substr(0, end);
    drop_front(pending_, end + 1);
    if (line.empty()) continue;
    if (is_utf8(line) && !has_control(line)) return line;
    ++refused_;
  }
}

void CodeLines::reset() {
  drop_front(pending_, pending_.size());
  line_length_ = 0;
  overlong_ = false;
}

}  // namespace bianmin::drivers
