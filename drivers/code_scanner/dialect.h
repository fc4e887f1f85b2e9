#pragma once
// How scanners of different makers are spoken to over a serial line, as data.
//
// Sources: Honeywell's and Newland's public command manuals. Settings go to volatile memory: flash wears, and a set-up
// code held before the scanner must not outlive the next start.
#include <span>
#include <string_view>

namespace bianmin::drivers {

struct ScannerDialect {
  std::string_view name;  // as in kiosk.toml
  std::string_view trigger_on;
  std::string_view trigger_off;
  bool answers_trigger;  // as it answers a setting
  // Around each setting, on its way there …
  std::string_view command_begin;
  std::string_view command_end;
  // … and the byte in the answer that means taken; the answer ends with `answer_end`.
  char taken;
  std::string_view answer_end;
  std::span<const std::string_view> settings;
  // The only symbology that the settings leave on; empty where they do not say.
  std::string_view symbology;
};

// "honeywell", "newland", and "plain" for a scanner that was set up by hand and is always on.
[[nodiscard]] std::span<const ScannerDialect> scanner_dialects();

// Null when there is no such dialect.
[[nodiscard]] const ScannerDialect* find_scanner_dialect(std::string_view name);

}  // namespace bianmin::drivers
