#pragma once
// What kiosk.toml says. Every key is explained in config/kiosk.toml.
#include <chrono>
#include <cstddef>
#include <expected>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/language.h"

namespace bianmin::settings {

struct Terminal {
  std::string number;       // as on the label; required
  LocalText place;          // required
  std::string help_number;  // whom a citizen can telephone; empty: nobody
};

enum class Contrast { Normal, High };

struct Screen {
  int width = 1080;   // pixels as seen by the citizen; wider than high is landscape
  int height = 1920;  // pixels
  bool full_screen = true;
  bool reduced_motion = false;
  Contrast contrast = Contrast::Normal;
  bool sound = true;
};

struct Platform {
  std::string url;                    // https://…, without a slash at the end; required
  std::filesystem::path ca;           // PEM; required
  std::filesystem::path certificate;  // PEM, the terminal's own; with `key` or neither
  std::filesystem::path key;          // PEM
  std::string client;                 // value of the header that names this terminal; [terminal] number when not given
  std::chrono::milliseconds connect_limit{5'000};
  std::chrono::milliseconds answer_limit{15'000};
  std::size_t largest_answer = std::size_t{1024} * 1024;  // bytes
  std::chrono::seconds catalogue_every{600};              // the catalogue is asked for again after this long
};

struct Journal {
  std::filesystem::path folder;   // required
  std::filesystem::path key;      // file of 32 bytes that seals the rows; made at first start if it is not there
  std::size_t most_stored = 500;  // applications waiting to be sent; beyond it the terminal takes no more
};

enum class DeviceKind { IdCardReader, SocialSecurityCardReader, ReceiptPrinter, CodeScanner };
// As kiosk.toml writes it: id-card-reader, social-security-card-reader, receipt-printer, code-scanner.
[[nodiscard]] std::string_view to_string(DeviceKind kind);

struct Device {
  std::string name;  // unique; the kind's name when not given
  DeviceKind kind = DeviceKind::IdCardReader;
  std::string model;       // the driver knows its models
  std::string connection;  // "serial:/dev/ttyUSB0?baud=115200", "usb:auto", "pcsc:auto"; serial paths are absolute here
  std::map<std::string, std::string> quirks;  // the driver knows them
  std::filesystem::path photo_decoder;        // a card reader's; empty: no photos. It need not be there.
  std::size_t line = 0;                       // where it begins in kiosk.toml
};

struct Visit {
  std::chrono::seconds idle_warning{60};      // without a touch, before the warning
  std::chrono::seconds idle_reading{120};     // the same where there is much to read: guide, declaration, review
  std::chrono::seconds countdown{20};         // of the warning, before the visit ends
  std::chrono::seconds goodbye{8};            // of the last screen
  std::chrono::seconds platform_patience{8};  // for the platform's answer, while the citizen waits
};

struct Technician {
  std::string pin_hash;  // kiosk/settings/pin.h; empty: no one gets in by touch
};

struct Assets {
  std::filesystem::path folder;  // icons, sounds, translations; required
};

struct Log {
  std::string level = "info";  // debug, info, warning, error
  std::filesystem::path file;  // empty: standard error
};

// Line of a key that names a file or folder, by its dotted name. Empty for one that is not written there.
using KeyLines = std::map<std::string, std::size_t, std::less<>>;

struct Settings {
  Terminal terminal;
  Screen screen;
  Platform platform;
  Journal journal;
  std::vector<Device> devices;
  Visit visit;
  Technician technician;
  Assets assets;
  Log log;
  KeyLines lines;
};

// One thing wrong, in words for the operator; to_string gives "kiosk.toml:12: …".
struct Problem {
  std::size_t line = 0;  // 0: the file as a whole
  std::string key;       // dotted, e.g. device[1].connection
  std::string message;   // what was found, what was expected, the nearest known key
  friend bool operator==(const Problem&, const Problem&) = default;
};
[[nodiscard]] std::string to_string(const Problem& problem, std::string_view file);

// All problems at once, by line. Relative paths are taken from `folder`.
[[nodiscard]] std::expected<Settings, std::vector<Problem>> parse(std::string_view toml,
                                                                  const std::filesystem::path& folder);
// What settings that are right in themselves name and is not here: certificates, keys, folders.
[[nodiscard]] std::vector<Problem> missing_files(const Settings& settings);
[[nodiscard]] std::expected<Settings, std::vector<Problem>> load(const std::filesystem::path& file);

}  // namespace bianmin::settings
