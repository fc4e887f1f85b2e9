#include "screens/words/words.h"

#include "screens/words/compiled.h"
#include "screens/words/mo_file.h"

namespace bianmin::screens {
namespace {

std::string_view translated(Language language, std::string_view msgid) {
  if (language == Language::English) return msgid;
  const auto found = MoFile{compiled_chinese()}.find(msgid);
  return found.empty() ? msgid : found;
}

std::string filled(std::string_view pattern, std::initializer_list<std::string_view> arguments) {
  std::string out;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    const bool placeholder = pattern[at] == '{' && at + 2 < pattern.size() && pattern[at + 2] == '}';
    const auto index = placeholder ? static_cast<std::size_t>(pattern[at + 1] - '0') : arguments.size();
    if (index >= arguments.size()) {
      out += pattern[at];
      continue;
    }
    out += *(arguments.begin() + index);
    at += 2;
  }
  return out;
}

}  // namespace

std::string Words::text(std::string_view msgid) const { return std::string{translated(language_, msgid)}; }

std::string Words::format(std::string_view msgid, std::initializer_list<std::string_view> arguments) const {
  return filled(translated(language_, msgid), arguments);
}

std::string Words::count(std::string_view one, std::string_view many, long number) const {
  // Chinese has one form for every number; its .po says nplurals=1, which a test holds.
  const auto pattern = language_ == Language::Chinese ? translated(language_, one) : number == 1 ? one : many;
  return filled(pattern, {std::to_string(number)});
}

}  // namespace bianmin::screens
