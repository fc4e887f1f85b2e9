#pragma once
// The sections of the dock's page. Pure.
#include "demo/dock/bench.h"
#include "demo/dock/words.h"
#include "screens/scene/build.h"

namespace bianmin::dock {

// --- One for each wire ----------------------------------------------------------------------------------------------

[[nodiscard]] scene::Node reader_section(const Bench& bench);
// A line of the reader's section; empty where the dock was given no such slot.
[[nodiscard]] std::optional<scene::Node> slot_line(const Bench& bench);
[[nodiscard]] scene::Node scanner_section(const Bench& bench);
[[nodiscard]] scene::Node printer_section(const Bench& bench);
[[nodiscard]] scene::Node platform_section(const Bench& bench);

// --- What they are built from ---------------------------------------------------------------------------------------

// How the other side does, in words.
struct Standing {
  std::string words{};
  bool well = true;
};
// A sheet with its name, perhaps a hint, its standing, and `body`; or why it is not running.
[[nodiscard]] scene::Node section(const Bench& bench, Wire wire, std::string icon, const Said& title,
                                  const Standing& standing, std::vector<scene::Node> body, std::string hint = {});

// "张晓明（普通居民）", "Zhang Xiaoming (ordinary resident)"; a title of another form is all name.
struct CardTitle {
  std::string name{};
  std::string note{};
};
[[nodiscard]] CardTitle title_of(const SampleCard& card, Language language);

// Something that is wrong on purpose: `on` or `off` is ordered, whichever it is not now.
struct Trouble {
  const Said& name;
  std::string on{};
  std::string off{};
  bool now = false;
};
[[nodiscard]] scene::Node trouble_switch(Language language, Wire wire, const Trouble& trouble);
// "silence on" and "silence off".
[[nodiscard]] Trouble on_off(const Said& name, const std::string& verb, bool now);
// In lines of `columns`, equally tall.
[[nodiscard]] scene::Node troubles(const Bench& bench, Wire wire, int columns, const std::vector<Trouble>& all);
// Text from elsewhere: words that nobody hyphenates may be broken anywhere, so that a long one does not widen the page.
[[nodiscard]] std::string breakable(const std::string& words);
[[nodiscard]] scene::Node small(std::string words, scene::TextLook look = {}, scene::Style style = {});

}  // namespace bianmin::dock
