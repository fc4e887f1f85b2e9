#include "kiosk/settings/settings.h"

#include <toml++/toml.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <optional>
#include <system_error>

#include "kiosk/settings/pin.h"
#include "kiosk/settings/toml_reading.h"

namespace bianmin::settings {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kLargestFile = std::size_t{256} * 1024;  // bytes
constexpr std::size_t kMostDevices = 16;

struct KindRow {
  DeviceKind kind;
  std::string_view name;
};
constexpr std::array kKinds{
    KindRow{DeviceKind::IdCardReader, "id-card-reader"},
    KindRow{DeviceKind::SocialSecurityCardReader, "social-security-card-reader"},
    KindRow{DeviceKind::ReceiptPrinter, "receipt-printer"},
    KindRow{DeviceKind::CodeScanner, "code-scanner"},
};

void read_terminal(Section section, Terminal& terminal) {
  section.text("number", terminal.number, Need::Required);
  section.local_text("place", terminal.place, Need::Required);
  section.text("help_number", terminal.help_number, Need::Optional);
  section.finish();
}

void read_screen(Section section, Screen& screen) {
  section.whole_number("width", screen.width, 480, 7680);
  section.whole_number("height", screen.height, 480, 7680);
  section.truth("full_screen", screen.full_screen);
  section.truth("reduced_motion", screen.reduced_motion);
  section.one_of<Contrast>("contrast", screen.contrast, {{"normal", Contrast::Normal}, {"high", Contrast::High}},
                           Need::Optional);
  section.truth("sound", screen.sound);
  section.finish();
}

bool is_https_url(std::string_view url) {
  constexpr std::string_view kScheme = "https://";
  return url.starts_with(kScheme) && url.size() > kScheme.size() && url[kScheme.size()] != '/' &&
         std::ranges::all_of(url, [](char letter) { return letter > 0x20 && letter < 0x7f; });
}

void read_platform(Section section, Platform& platform, const std::string& terminal_number) {
  section.text("url", platform.url, Need::Required);
  if (!platform.url.empty() && !is_https_url(platform.url)) {
    section.refuse("url", "an address that begins with https://", "\"" + platform.url + "\"");
  }
  while (platform.url.ends_with('/')) platform.url.pop_back();
  section.path("ca", platform.ca, Need::Required);
  section.path("certificate", platform.certificate, Need::Optional);
  section.path("key", platform.key, Need::Optional);
  if (platform.certificate.empty() != platform.key.empty()) {
    section.refuse(platform.key.empty() ? "certificate" : "key", "certificate and key together",
                   "one without the other");
  }
  platform.client = terminal_number;
  section.text("client", platform.client, Need::Optional);
  section.duration("connect_limit", platform.connect_limit, 100ms, 60'000ms);
  section.duration("answer_limit", platform.answer_limit, 100ms, 120'000ms);
  section.whole_number("largest_answer", platform.largest_answer, 64 * 1024, 64 * 1024 * 1024);
  section.duration("catalogue_every", platform.catalogue_every, 10s, 86'400s);
  section.finish();
}

void read_journal(Section section, Journal& journal) {
  section.path("folder", journal.folder, Need::Required);
  journal.key = journal.folder / "journal.key";
  section.path("key", journal.key, Need::Optional);
  section.whole_number("most_stored", journal.most_stored, 1, 100'000);
  section.finish();
}

bool is_port(std::string_view text) {
  unsigned port = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), port);
  return fault == std::errc{} && end == text.data() + text.size() && port >= 1 && port <= 65535;
}

// Empty: neither a serial line nor an address, nor behind USB or PC/SC. Whether it is there and what else the line
// wants, the driver finds out.
std::optional<std::string> whole_connection(std::string_view text, const std::filesystem::path& folder) {
  constexpr std::string_view kSerial = "serial:";
  constexpr std::string_view kTcp = "tcp:";
  if (text.starts_with(kSerial)) {
    const std::string_view rest = text.substr(kSerial.size());
    const std::string_view path = rest.substr(0, rest.find('?'));
    if (path.empty()) return std::nullopt;
    return std::string{kSerial} + (folder / path).lexically_normal().string() + std::string{rest.substr(path.size())};
  }
  for (const std::string_view scheme : {"usb:", "pcsc:"}) {
    if (text.starts_with(scheme) && text.size() > scheme.size()) return std::string{text};
  }
  if (!text.starts_with(kTcp)) return std::nullopt;
  const std::size_t colon = text.rfind(':');
  if (colon <= kTcp.size() || !is_port(text.substr(colon + 1))) return std::nullopt;
  return std::string{text};
}

// False: its kind is not known, and what follows from that would only confuse.
bool read_device(Section& section, Device& device, const std::filesystem::path& folder) {
  const bool known = section.one_of<DeviceKind>("kind", device.kind,
                                                {{kKinds[0].name, kKinds[0].kind},
                                                 {kKinds[1].name, kKinds[1].kind},
                                                 {kKinds[2].name, kKinds[2].kind},
                                                 {kKinds[3].name, kKinds[3].kind}},
                                                Need::Required);
  device.line = section.line();
  device.name = to_string(device.kind);
  section.text("name", device.name, Need::Optional);
  section.text("model", device.model, Need::Required);
  section.text("connection", device.connection, Need::Required);
  if (!device.connection.empty()) {
    const auto whole = whole_connection(device.connection, folder);
    if (!whole) {
      section.refuse(
          "connection",
          R"("serial:<path>", "serial:<path>?baud=<number>", "tcp:<host>:<port>", "usb:auto" or "pcsc:auto")",
          "\"" + device.connection + "\"");
    }
    device.connection = whole.value_or("");
  }
  section.quirks("quirks", device.quirks);
  std::string photo_decoder;
  section.text("photo_decoder", photo_decoder, Need::Optional);
  if (!photo_decoder.empty() && !photo_decoder.starts_with('/')) {
    section.refuse("photo_decoder", "a path that begins with /", "\"" + photo_decoder + "\"");
  } else if (!photo_decoder.empty() && device.kind != DeviceKind::IdCardReader) {
    section.refuse("photo_decoder", "none but at an id-card-reader", "one at a " + std::string{to_string(device.kind)});
  }
  device.photo_decoder = photo_decoder;
  return known;
}

void read_devices(std::vector<Section> sections, std::vector<Device>& devices, const std::filesystem::path& folder) {
  for (auto& section : sections) {
    Device device;
    if (!read_device(section, device, folder)) {
      section.finish();
      continue;
    }
    // The flow knows one device of each kind.
    if (std::ranges::find(devices, device.kind, &Device::kind) != devices.end()) {
      section.refuse("kind", "one device of a kind", "a second " + std::string{to_string(device.kind)});
    }
    if (std::ranges::find(devices, device.name, &Device::name) != devices.end()) {
      section.refuse("name", "a name that no other device has", "\"" + device.name + "\" twice");
    }
    const auto same = std::ranges::find(devices, device.connection, &Device::connection);
    if (!device.connection.empty() && same != devices.end()) {
      section.refuse("connection", "a line of its own", "the one of \"" + same->name + "\"");
    }
    if (devices.size() == kMostDevices) section.refuse("kind", "at most 16 devices", "more");
    section.finish();
    if (devices.size() < kMostDevices) devices.push_back(std::move(device));
  }
}

void read_visit(Section section, Visit& visit) {
  section.duration("idle_warning", visit.idle_warning, 10s, 600s);
  section.duration("idle_reading", visit.idle_reading, 10s, 900s);
  // WCAG 2.2.1: twenty seconds at the least to ask for more time.
  section.duration("countdown", visit.countdown, 10s, 120s);
  section.duration("goodbye", visit.goodbye, 3s, 60s);
  section.duration("platform_patience", visit.platform_patience, 2s, 60s);
  section.finish();
}

void read_technician(Section section, Technician& technician) {
  section.text("pin_hash", technician.pin_hash, Need::Optional);
  if (!technician.pin_hash.empty() && !is_pin_hash(technician.pin_hash)) {
    section.refuse("pin_hash", "pbkdf2-sha256$<rounds>$<salt>$<hash>", "something else");
  }
  section.finish();
}

void read_assets(Section section, Assets& assets) {
  section.path("folder", assets.folder, Need::Required);
  section.finish();
}

void read_log(Section section, Log& log) {
  section.one_of<std::string>("level", log.level,
                              {{"debug", "debug"}, {"info", "info"}, {"warning", "warning"}, {"error", "error"}},
                              Need::Optional);
  section.path("file", log.file, Need::Optional);
  section.finish();
}

constexpr std::array kFiles{"platform.ca", "platform.certificate", "platform.key", "journal.folder", "assets.folder"};

KeyLines lines_in(const toml::table& file) {
  KeyLines lines;
  for (const std::string_view key : kFiles) {
    const auto node = file.at_path(key);
    if (node) lines.emplace(key, node.node()->source().begin.line);
  }
  return lines;
}

std::string why_no_file(const std::filesystem::path& file) {
  std::error_code unknown;
  if (!std::filesystem::exists(file, unknown))
    return file.string() + " is not there; copy it there or correct the path";
  if (!std::filesystem::is_regular_file(file, unknown)) return file.string() + " is no file; name one";
  if (::access(file.c_str(), R_OK) != 0)
    return file.string() + " cannot be read by this user; change its owner or mode";
  return {};
}

std::string why_no_folder(const std::filesystem::path& folder) {
  std::error_code unknown;
  if (!std::filesystem::is_directory(folder, unknown)) {
    return folder.string() + " is no folder here; install it or correct the path";
  }
  return {};
}

// It is made at the first start, if its parent lets it.
std::string why_not_writable(std::filesystem::path folder) {
  const auto named = folder.string();
  std::error_code unknown;
  while (!std::filesystem::exists(folder, unknown) && folder.has_relative_path()) folder = folder.parent_path();
  if (!std::filesystem::is_directory(folder, unknown))
    return named + " cannot be made: " + folder.string() + " is no folder";
  if (::access(folder.c_str(), W_OK | X_OK) != 0) {
    return named + " cannot be written by this user; change the owner of " + folder.string();
  }
  return {};
}

}  // namespace

std::vector<Problem> missing_files(const Settings& settings) {
  std::vector<Problem> problems;
  const auto tell = [&](std::string_view key, const std::string& why) {
    if (why.empty()) return;
    const auto line = settings.lines.find(key);
    problems.push_back({line == settings.lines.end() ? 0 : line->second, std::string{key}, why});
  };
  const auto& platform = settings.platform;
  tell(kFiles[0], why_no_file(platform.ca));
  if (!platform.certificate.empty()) tell(kFiles[1], why_no_file(platform.certificate));
  if (!platform.key.empty()) tell(kFiles[2], why_no_file(platform.key));
  tell(kFiles[3], why_not_writable(settings.journal.folder));
  tell(kFiles[4], why_no_folder(settings.assets.folder));
  std::ranges::stable_sort(problems, {}, &Problem::line);
  return problems;
}

std::string_view to_string(DeviceKind kind) {
  for (const auto& row : kKinds) {
    if (row.kind == kind) return row.name;
  }
  return "device";
}

std::string to_string(const Problem& problem, std::string_view file) {
  std::string text{file};
  if (problem.line > 0) text += ":" + std::to_string(problem.line);
  text += ": ";
  if (!problem.key.empty()) text += problem.key + " ";
  return text + problem.message;
}

std::expected<Settings, std::vector<Problem>> parse(std::string_view toml, const std::filesystem::path& folder) {
  std::vector<Problem> problems;
  if (toml.size() > kLargestFile) return std::unexpected{std::vector<Problem>{{0, "", "expected at most 256 KiB"}}};
  toml::table file;
  try {
    file = toml::parse(toml);
  } catch (const toml::parse_error& fault) {
    return std::unexpected{
        std::vector<Problem>{{fault.source().begin.line, "", "is no TOML here: " + std::string{fault.description()}}}};
  }
  Settings settings;
  Section root{&file, "", 0, folder, problems};
  read_terminal(root.below("terminal"), settings.terminal);
  read_screen(root.below("screen"), settings.screen);
  read_platform(root.below("platform"), settings.platform, settings.terminal.number);
  read_journal(root.below("journal"), settings.journal);
  read_devices(root.list_below("device"), settings.devices, folder);
  read_visit(root.below("visit"), settings.visit);
  read_technician(root.below("technician"), settings.technician);
  read_assets(root.below("assets"), settings.assets);
  read_log(root.below("log"), settings.log);
  root.finish();
  settings.lines = lines_in(file);
  if (problems.empty()) return settings;
  std::ranges::stable_sort(problems, {}, &Problem::line);
  return std::unexpected{std::move(problems)};
}

std::expected<Settings, std::vector<Problem>> load(const std::filesystem::path& file) {
  std::ifstream stream{file, std::ios::binary};
  std::error_code fault;
  if (!std::filesystem::is_regular_file(file, fault) || !stream) {
    return std::unexpected{std::vector<Problem>{{0, "", "cannot be read; check that it is there and may be read"}}};
  }
  std::string text(kLargestFile + 1, '\0');  // a byte more than allowed shows that there is too much
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  return parse(text, std::filesystem::absolute(file).parent_path());
}

}  // namespace bianmin::settings
