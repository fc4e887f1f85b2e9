// kioskctl: the technician's command line. See docs/kioskctl.md.
#include <CLI/CLI.hpp>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "kiosk/base/wiping.h"
#include "kioskctl/card_report.h"

namespace bianmin::kioskctl {
namespace {

constexpr int kInterrupted = 130;  // as shells have it for SIGINT

std::atomic<bool> interrupted = false;

// POSIX: the first of these that is not empty says it.
Language language_of_environment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') {
      return std::string_view{value}.starts_with("zh") ? Language::Chinese : Language::English;
    }
  }
  return Language::English;
}

struct ReadWords {
  std::string serial;
  std::string usb;
  std::string pcsc;
  bool json = false;
  bool full = false;
  bool trace = false;
  bool fingerprints = false;
  double timeout = 30;
  std::string photo_decoder;
  std::vector<std::string> quirks;
};

struct ListWords {
  ListOptions options;
  bool json = false;
};

int wrong_use(const std::string& sentence) {
  std::fprintf(stderr, "kioskctl: %s\n", sentence.c_str());
  return static_cast<int>(Exit::WrongUse);
}

void print(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

bool keep_going() { return !interrupted; }

std::expected<drivers::Quirks, std::string> pairs_of(const std::vector<std::string>& words) {
  drivers::Quirks quirks;
  for (const auto& word : words) {
    const auto equals = word.find('=');
    if (equals == std::string::npos) return std::unexpected{"--quirk '" + word + "': expected KEY=VALUE"};
    quirks.emplace_back(word.substr(0, equals), word.substr(equals + 1));
  }
  return quirks;
}

// Those of PC/SC readers are those of the cards; others have the reader's and the photo library's. The error is a
// sentence about the option.
std::expected<void, std::string> take_quirks(const ReadWords& words, ReadingOptions& options) {
  auto quirks = pairs_of(words.quirks);
  if (!quirks) return std::unexpected{quirks.error()};
  if (!words.pcsc.empty()) {
    const auto known = drivers::ssc::parse_quirks(*quirks);
    if (!known) return std::unexpected{"--quirk: " + known.error()};
    options.smart_card = *known;
    return {};
  }
  drivers::Quirks of_photos;
  for (auto& quirk : *quirks) {
    (drivers::is_photo_quirk(quirk.first) ? of_photos : options.reader.quirks).push_back(std::move(quirk));
  }
  if (const auto known = drivers::parse_sam_v_quirks(options.reader.quirks); !known) {
    return std::unexpected{"--quirk: " + known.error()};
  }
  const auto form = drivers::parse_photo_quirks(of_photos);
  if (!form) return std::unexpected{"--quirk: " + form.error()};
  if (!words.photo_decoder.empty()) {
    options.reader.decoder =
        std::make_shared<drivers::PhotoLibrary>(std::filesystem::absolute(words.photo_decoder), *form);
  }
  return {};
}

// The error is a sentence about the option.
std::expected<ReadingOptions, std::string> options_of(const ReadWords& words) {
  ReadingOptions options;
  if (const auto taken = take_quirks(words, options); !taken) return std::unexpected{taken.error()};
  options.fingerprints = words.fingerprints;
  options.timeout = std::chrono::milliseconds{static_cast<long>(words.timeout * 1000)};
  if (words.trace) {
    options.reader.trace = [](const std::string& line) { std::fprintf(stderr, "%s\n", line.c_str()); };
  }
  return options;
}

int card_read(const ReadWords& words, Language language) {
  const auto place = card_place(words.serial, words.usb, words.pcsc);
  if (!place) return wrong_use(place.error());
  const auto options = options_of(words);
  if (!options) return wrong_use(options.error());
  const auto waiting = [&] {
    if (words.json) return;
    const LocalText text{"请把证件放在读卡器上……", "Lay a card on the reader …"};
    std::fprintf(stderr, "%s\n", text.in(language).c_str());
  };
  const auto card = read_card_at(*place, *options, waiting, keep_going);
  if (interrupted) return kInterrupted;
  if (!card) {
    if (words.json) print(json_report(card.error()));
    std::fprintf(stderr, "kioskctl: %s\n", card.error().sentence.in(language).c_str());
    return static_cast<int>(card.error().exit);
  }
  const auto shown = words.full ? Shown::InFull : Shown::Masked;
  print(words.json ? json_report(*card, shown) : report(*card, shown, language));
  return static_cast<int>(Exit::Done);
}

int card_list(const ListWords& words, Language language) {
  const auto readers = list_readers(words.options, keep_going);
  if (interrupted) return kInterrupted;
  print(words.json ? json_report(readers) : report(readers, language));
  return static_cast<int>(Exit::Done);
}

void describe_read(CLI::App& read, ReadWords& words) {
  auto* place = read.add_option_group("the reader, one of");
  place->add_option("--serial", words.serial, "PATH of a serial line, or PATH?baud=N")->type_name("PATH");
  place->add_option("--usb", words.usb, "BUS:DEV as lsusb prints them, VENDOR:PRODUCT, or auto")->type_name("BUS:DEV");
  place->add_option("--pcsc", words.pcsc, "NAME of a PC/SC reader or a part of it, or auto")->type_name("NAME");
  place->require_option(1);
  read.add_flag("--json", words.json, "one line of JSON");
  read.add_flag("--full", words.full, "names, numbers and addresses unmasked");
  read.add_option("--timeout", words.timeout, "how long to wait for a card, 30 if not given; 0: look once")
      ->type_name("SECONDS")
      ->check(CLI::Range(0.0, 3600.0));
  read.add_flag("--fingerprints", words.fingerprints, "count the card's fingerprints");
  read.add_option("--photo-decoder", words.photo_decoder, "PATH of a library that decodes photos, to try it")
      ->type_name("PATH");
  read.add_option("--quirk", words.quirks, "KEY=VALUE as in kiosk.toml; may be given again")->type_name("KEY=VALUE");
  read.add_flag("--trace", words.trace, "the wire on standard error, without what the card says");
}

void describe_list(CLI::App& list, ListWords& words) {
  list.add_option("--serial", words.options.serial, "PATH of a serial line to look at too; may be given again")
      ->type_name("PATH");
  list.add_option("--devices", words.options.devices, "where device files are, /dev if not given")->type_name("FOLDER");
  list.add_flag("--passive", words.options.passive, "list what is attached, and ask it nothing");
  list.add_flag("--json", words.json, "one line of JSON");
}

int run(int argc, char** argv) {
  const auto language = language_of_environment();
  CLI::App app{"Looks after the devices of a Bianmin terminal."};
  app.require_subcommand(1);
  auto* card = app.add_subcommand("card", "readers of identity cards and social security cards");
  card->require_subcommand(1);
  auto* list = card->add_subcommand("list", "every reader that is attached, and what it says of itself");
  auto* read = card->add_subcommand("read", "waits for one card, and reads it");
  ListWords list_words;
  ReadWords read_words;
  describe_list(*list, list_words);
  describe_read(*read, read_words);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? static_cast<int>(Exit::Done) : static_cast<int>(Exit::WrongUse);
  }
  return *list ? card_list(list_words, language) : card_read(read_words, language);
}

}  // namespace
}  // namespace bianmin::kioskctl

int main(int argc, char** argv) {
  bianmin::forbid_dumps();
  std::signal(SIGINT, [](int) { bianmin::kioskctl::interrupted = true; });
  return bianmin::kioskctl::run(argc, argv);
}
