#include "drivers/host/device_options.h"

#include "drivers/code_scanner/serial_scanner.h"
#include "drivers/host/card_session.h"
#include "drivers/host/printer_session.h"
#include "drivers/host/scanner_session.h"
#include "drivers/host/smart_card_session.h"
#include "drivers/id_card_reader/photo_library.h"
#include "drivers/id_card_reader/sam_v_reader.h"
#include "drivers/id_card_reader/sam_v_usb.h"
#include "drivers/receipt_printer/escpos_printer.h"
#include "drivers/social_security_card/gb18030.h"

namespace bianmin::device {

using namespace std::chrono_literals;

namespace {

constexpr auto kOpenLimit = 2s;
constexpr auto kFirstStatusLimit = 5s;

using Opener = std::expected<SessionOpener, std::string>;

Failure failure_to_open(drivers::TransportFault fault, const std::string& connection) {
  const std::string detail = connection + ": " + std::string{to_string(fault)};
  switch (fault) {
    case drivers::TransportFault::Missing:
      return {DeviceTrouble::Missing, detail};
    case drivers::TransportFault::Forbidden:
      return {DeviceTrouble::Forbidden, detail};
    case drivers::TransportFault::Busy:
      return {DeviceTrouble::Busy, detail};
    case drivers::TransportFault::Broken:
      return {DeviceTrouble::Unplugged, detail};
    case drivers::TransportFault::Stalled:
      return {DeviceTrouble::GarbledAnswer, detail};
  }
  std::unreachable();
}

std::expected<std::unique_ptr<drivers::Transport>, Failure> reach(const drivers::Connection& connection,
                                                                  const std::string& text) {
  auto transport = drivers::open(connection, kOpenLimit);
  if (!transport) return std::unexpected{failure_to_open(transport.error(), text)};
  return std::move(*transport);
}

std::string names_of(const auto& rows) {
  std::string names;
  for (const auto& row : rows) names += (names.empty() ? "" : ", ") + std::string{row.name};
  return names;
}

std::unexpected<std::string> no_such_model(const DeviceOptions& options, const std::string& known) {
  return std::unexpected{"model '" + options.model + "' of " + options.kind + ": expected one of " + known};
}

Opener no_quirks(const DeviceOptions& options) {
  return std::unexpected{"quirk '" + options.quirks.front().first + "': " + options.kind + " has none"};
}

// What card readers have in common however they are plugged in.
struct CardReaderParts {
  drivers::Quirks quirks;                          // of the reader alone
  std::shared_ptr<drivers::PhotoLibrary> decoder;  // null: no photos
};

std::expected<CardReaderParts, std::string> parts_of(const DeviceOptions& options) {
  CardReaderParts parts;
  drivers::Quirks of_photos;
  for (const auto& quirk : options.quirks) {
    (drivers::is_photo_quirk(quirk.first) ? of_photos : parts.quirks).push_back(quirk);
  }
  const auto form = drivers::parse_photo_quirks(of_photos);
  if (!form) return std::unexpected{form.error()};
  if (options.photo_decoder.empty()) return parts;
  if (!options.photo_decoder.starts_with('/')) {
    return std::unexpected{"photo decoder '" + options.photo_decoder + "': expected a path from the root"};
  }
  parts.decoder = std::make_shared<drivers::PhotoLibrary>(options.photo_decoder, *form);
  return parts;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() || word.empty() ? "" : ", ") + word;
  return text;
}

// `place` is what the technician should know beside the module's number.
std::expected<Opened, Failure> open_card_reader(std::unique_ptr<drivers::SamVReader> reader, TerminalLink& link,
                                                std::shared_ptr<drivers::PhotoLibrary> decoder,
                                                const std::string& place) {
  const auto keep_going = link.keep_going_unless(ends_everything);
  const auto number = reader->greet(keep_going);
  if (!number) return std::unexpected{failure_of(number.error())};
  if (decoder) decoder->probe(keep_going);
  reader->decode_photos_with(decoder);
  const auto introduce = [decoder, number = *number, place] {
    return Ready{"sam-v", joined({number, place, decoder ? decoder->complaint() : ""})};
  };
  return Opened{std::make_unique<CardSession>(std::move(reader), link, introduce), introduce()};
}

Opener usb_card_opener(const CardReaderParts& parts, const drivers::UsbAddress& address, const std::string& text) {
  return [=, bus = std::make_shared<drivers::UsbBus>()](TerminalLink& link) -> std::expected<Opened, Failure> {
    auto device = bus->open(address, drivers::sam_v_usb_ids());
    if (!device) return std::unexpected{failure_to_open(device.error(), text)};
    const auto layout = drivers::sam_v_layout((*device)->endpoints());
    if (!layout) return std::unexpected{failure_to_open(drivers::TransportFault::Missing, text)};
    const auto identity = (*device)->identity();
    const auto quirks = drivers::parse_sam_v_quirks(parts.quirks, drivers::sam_v_quirks_of(identity.id));
    auto reader = std::make_unique<drivers::SamVReader>(drivers::sam_v_over_usb(std::move(*device), *layout),
                                                        quirks.value_or(drivers::SamVQuirks{}));
    return open_card_reader(std::move(reader), link, parts.decoder,
                            "USB " + to_string(identity) + ", " + std::string{to_string(*layout)});
  };
}

Opener card_opener(const DeviceOptions& options, const drivers::Connection& connection) {
  if (!options.model.empty() && options.model != "sam-v") return no_such_model(options, "sam-v");
  const auto parts = parts_of(options);
  if (!parts) return std::unexpected{parts.error()};
  const auto quirks = drivers::parse_sam_v_quirks(parts->quirks);
  if (!quirks) return std::unexpected{quirks.error()};
  const auto& text = options.connection;
  if (const auto* address = std::get_if<drivers::UsbAddress>(&connection))
    return usb_card_opener(*parts, *address, text);
  return [=, decoder = parts->decoder, quirks = *quirks](TerminalLink& link) -> std::expected<Opened, Failure> {
    auto transport = reach(connection, text);
    if (!transport) return std::unexpected{transport.error()};
    return open_card_reader(std::make_unique<drivers::SamVReader>(std::move(*transport), quirks), link, decoder, "");
  };
}

Opener scanner_opener(const DeviceOptions& options, drivers::Connection connection) {
  const auto* dialect = drivers::find_scanner_dialect(options.model.empty() ? "plain" : options.model);
  if (dialect == nullptr) return no_such_model(options, names_of(drivers::scanner_dialects()));
  if (!options.quirks.empty()) return no_quirks(options);
  return [=, text = options.connection](TerminalLink& link) -> std::expected<Opened, Failure> {
    auto transport = reach(connection, text);
    if (!transport) return std::unexpected{transport.error()};
    auto scanner = std::make_unique<drivers::SerialScanner>(std::move(*transport), *dialect);
    const auto refused = scanner->set_up(link.keep_going_unless(ends_everything));
    if (!refused) return std::unexpected{failure_of(refused.error())};
    const auto detail = refused->empty() ? "" : "refused settings: " + *refused;
    return Opened{std::make_unique<ScannerSession>(std::move(scanner), link),
                  Ready{std::string{dialect->name}, detail}};
  };
}

Opener printer_opener(const DeviceOptions& options, drivers::Connection connection) {
  const auto* model =
      options.model.empty() ? &drivers::generic_printer_model() : drivers::find_printer_model(options.model);
  if (model == nullptr) return no_such_model(options, names_of(drivers::printer_models()));
  if (!options.quirks.empty()) return no_quirks(options);
  return [=, text = options.connection](TerminalLink& link) -> std::expected<Opened, Failure> {
    auto transport = reach(connection, text);
    if (!transport) return std::unexpected{transport.error()};
    auto printer = std::make_unique<drivers::EscposPrinter>(std::move(*transport), *model);
    const auto status = printer->status(kFirstStatusLimit, link.keep_going_unless(ends_everything));
    if (!status) return std::unexpected{failure_of(status.error())};
    return Opened{std::make_unique<PrinterSession>(std::move(printer), link),
                  Ready{std::string{model->name}, std::to_string(model->width) + " dots"}};
  };
}

// The record framing is not established, so the technician sees which one was asked for.
std::string introduction_of(const drivers::PcscReader& reader, const drivers::ssc::Quirks& quirks) {
  return reader.name() + ", records=" + std::string{to_string(quirks.records)} + " (differs from issuer to issuer)";
}

Opener smart_card_opener(const DeviceOptions& options, const drivers::Connection& connection) {
  if (!options.model.empty() && options.model != "pcsc") return no_such_model(options, "pcsc");
  const auto* slot = std::get_if<drivers::PcscSlot>(&connection);
  if (slot == nullptr) {
    return std::unexpected{"connection '" + options.connection + "': a " + options.kind +
                           " is reached by pcscd, as in pcsc:auto or pcsc:ACR39U"};
  }
  const auto quirks = drivers::ssc::parse_quirks(options.quirks);
  if (!quirks) return std::unexpected{quirks.error()};
  // One way to pcscd for as long as the process lives, whatever becomes of the readers.
  return [slot = *slot, quirks = *quirks,
          pcsc = std::make_shared<drivers::Pcsc>()](TerminalLink& link) -> std::expected<Opened, Failure> {
    if (!drivers::utf8_from_gb18030({})) {
      return std::unexpected{
          Failure{DeviceTrouble::HardwareFault, "the C library knows no GB18030; install its gconv"}};
    }
    auto reader = pcsc->open(slot, link.keep_going_unless(ends_everything));
    if (!reader) {
      auto failure = failure_of(reader.error().fault, false);
      if (failure.detail != reader.error().detail) failure.detail += " (" + reader.error().detail + ")";
      return std::unexpected{std::move(failure)};
    }
    Ready introduction{"pcsc", introduction_of(**reader, quirks)};
    return Opened{std::make_unique<SmartCardSession>(std::move(*reader), quirks, link), std::move(introduction)};
  };
}

}  // namespace

Opener opener_for(const DeviceOptions& options) {
  auto connection = drivers::parse_connection(options.connection);
  if (!connection) return std::unexpected{connection.error()};
  if (options.kind == "id-card-reader" && std::holds_alternative<drivers::PcscSlot>(*connection)) {
    return std::unexpected{
        "connection '" + options.connection +
        "': an id-card-reader is on a serial line, an address or USB; its cards are not read by PC/SC"};
  }
  if (options.kind == "id-card-reader") return card_opener(options, *connection);
  if (options.kind == "social-security-card-reader") return smart_card_opener(options, *connection);
  if (std::holds_alternative<drivers::UsbAddress>(*connection) ||
      std::holds_alternative<drivers::PcscSlot>(*connection)) {
    return std::unexpected{"connection '" + options.connection + "': a " + options.kind +
                           " is on a serial line or an address, as in serial:/dev/ttyUSB0 or tcp:192.168.1.20:9100"};
  }
  if (options.kind == "code-scanner") return scanner_opener(options, std::move(*connection));
  if (options.kind == "receipt-printer") return printer_opener(options, std::move(*connection));
  return std::unexpected{"kind '" + options.kind +
                         "': expected id-card-reader, social-security-card-reader, code-scanner or "
                         "receipt-printer"};
}

}  // namespace bianmin::device
