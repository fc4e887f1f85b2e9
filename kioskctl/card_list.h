#pragma once
// Every reader that is attached, and what it says of itself.
#include <string>
#include <vector>

#include "kioskctl/card_reader.h"

namespace bianmin::kioskctl {

struct ListedReader {
  ReaderFacts facts;
  // "ready" for one that answered; "present" for one that was not asked; else the word of its trouble.
  std::string state;
  LocalText sentence;  // of the trouble; empty: none
};

struct ListOptions {
  std::vector<std::string> serial;  // lines to look at beside those that are found
  bool passive = false;             // open and ask nothing
  std::string devices = "/dev";     // where device files are
};

// USB readers of the table of ids, serial lines of USB adapters, PC/SC readers; in this order. Asks each line for about
// a second: what is on a serial line gets ten bytes that mean nothing to other devices.
[[nodiscard]] std::vector<ListedReader> list_readers(const ListOptions& options, const drivers::KeepGoing& keep_going);

// Serial lines that may be readers: names that stay the same first, each line once.
[[nodiscard]] std::vector<std::string> serial_lines(const std::string& devices);

}  // namespace bianmin::kioskctl
