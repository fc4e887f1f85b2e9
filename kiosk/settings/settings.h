#pragma once
// What kiosk.toml says. Every key is explained in config/kiosk.toml.
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kiosk/base/language.h"

namespace bianmin::settings {

struct Terminal {
  std::string number;                     // as on the label; required
  LocalText place;                        // required
  Language language = Language::Chinese;  // of the idle screen
};

enum class Orientation { Portrait, Landscape };
enum class Contrast { Normal, High };

struct Screen {
  int width = 1080;                                 // pixels as seen by the citizen, after rotation
  int height = 1920;                                // pixels
  Orientation orientation = Orientation::Portrait;  // follows width and height when not given
  bool full_screen = true;
  int rotation = 0;  // degrees clockwise by which the panel is mounted: 0, 90, 180, 270
  bool reduced_motion = false;
  Contrast contrast = Contrast::Normal;
  bool sound = true;
  bool speech = true;
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

enum class DeviceKind { IdCardReader, ReceiptPrinter, CodeScanner };

struct SerialConnection {
  std::string path;
  int baud = 115200;
  friend bool operator==(const SerialConnection&, const SerialConnection&) = default;
};
struct TcpConnection {
  std::string host;
  std::uint16_t port = 0;
  friend bool operator==(const TcpConnection&, const TcpConnection&) = default;
};
struct UsbConnection {
  std::uint16_t vendor = 0;
  std::uint16_t product = 0;
  std::string serial;  // empty: the first one found
  friend bool operator==(const UsbConnection&, const UsbConnection&) = default;
};
using Connection = std::variant<SerialConnection, TcpConnection, UsbConnection>;

using QuirkValue = std::variant<bool, std::int64_t, std::string>;

struct Device {
  std::string name;  // unique; the kind's name when not given
  DeviceKind kind = DeviceKind::IdCardReader;
  std::string model;  // which driver, e.g. sam-v, esc-pos, serial-scanner
  Connection connection;
  std::map<std::string, QuirkValue> quirks;  // the driver knows them
  bool enabled = true;
};

struct Visit {
  std::chrono::seconds idle_warning{60};  // without a touch before the warning
  std::chrono::seconds countdown{20};     // of the warning, before the visit ends
  std::chrono::seconds idle_guide{120};   // instead of idle_warning where there is much to read
  int extensions = 5;                     // how often "I need more time" is granted
  std::chrono::seconds goodbye{8};        // of the last screen
  std::chrono::seconds card_wait{60};     // for a card to be laid down
};

struct Technician {
  std::string pin_hash;  // "pbkdf2-sha256$<rounds>$<salt hex>$<hash hex>"; empty: no one gets in by touch
};

struct Assets {
  std::filesystem::path folder;  // icons, sounds, translations; required unless the program knows its own
};

struct Log {
  std::string level = "info";  // debug, info, warning, error
  std::filesystem::path file;  // empty: standard error
};

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
[[nodiscard]] std::expected<Settings, std::vector<Problem>> load(const std::filesystem::path& file);

}  // namespace bianmin::settings
