#pragma once
// What the terminal says, in the citizen's language.
//
// Screens are written with the English sentence as gettext's msgid; assets/translations/<language>.po holds the others.
// msgfmt checks and compiles a .po while building, and the result is compiled in: there is no locale to install, no
// file to find and no state of the process to set (libintl keeps one language a process, and needs the system's
// locales), so a screen can speak two languages at once.
#include <initializer_list>
#include <string>
#include <string_view>

#include "kiosk/base/language.h"

namespace bianmin::screens {

// Marks a sentence for xgettext where it stands in a table and is looked up later.
[[nodiscard]] consteval std::string_view sentence(const char* msgid) { return msgid; }

// A value: copying it costs nothing. Thread: any.
class Words {
 public:
  explicit Words(Language language) : language_{language} {}

  [[nodiscard]] Language language() const { return language_; }

  // The English sentence itself where there is no translation; a test sees to it that there is one.
  [[nodiscard]] std::string text(std::string_view msgid) const;
  // {0}, {1} … are replaced by `arguments`, in whatever order the translation has them.
  [[nodiscard]] std::string format(std::string_view msgid, std::initializer_list<std::string_view> arguments) const;
  // By number: `one` for 1 in English, `many` else; {0} is the number.
  [[nodiscard]] std::string count(std::string_view one, std::string_view many, long number) const;

 private:
  Language language_;
};

}  // namespace bianmin::screens
