#include "kiosk/terminal/assemble.h"

#include <string>
#include <utility>

namespace bianmin::terminal {
namespace {

flow::Device device_of(settings::DeviceKind kind) {
  switch (kind) {
    case settings::DeviceKind::IdCardReader:
      return flow::Device::IdCardReader;
    case settings::DeviceKind::SocialSecurityCardReader:
      return flow::Device::SocialSecurityCardReader;
    case settings::DeviceKind::ReceiptPrinter:
      return flow::Device::ReceiptPrinter;
    case settings::DeviceKind::CodeScanner:
      return flow::Device::CodeScanner;
  }
  std::unreachable();
}

devices::DeviceOrder order_of(const settings::Device& device, const std::filesystem::path& program) {
  const auto kind = device_of(device.kind);
  std::vector<std::string> words{"--kind", std::string{flow::to_string(kind)}, "--connection", device.connection};
  if (!device.model.empty()) words.insert(words.end(), {"--model", device.model});
  for (const auto& [name, value] : device.quirks) words.insert(words.end(), {"--quirk", name + "=" + value});
  if (!device.photo_decoder.empty()) words.insert(words.end(), {"--photo-decoder", device.photo_decoder.string()});
  return {kind, {program.string(), std::move(words)}};
}

}  // namespace

flow::House house_of(const settings::Settings& settings) {
  flow::House house;
  house.place = settings.terminal.place;
  house.terminal_number = settings.terminal.number;
  house.help_number = settings.terminal.help_number;
  house.version = BIANMIN_VERSION;
  house.idle_warning = settings.visit.idle_warning;
  house.idle_reading = settings.visit.idle_reading;
  house.idle_countdown = settings.visit.countdown;
  house.goodbye = settings.visit.goodbye;
  house.platform_patience = settings.visit.platform_patience;
  house.catalogue_every = settings.platform.catalogue_every;
  house.technician_pin = !settings.technician.pin_hash.empty();
  return house;
}

flow::Terminal terminal_of(const settings::Settings& settings) {
  flow::Terminal terminal;
  terminal.house = house_of(settings);
  terminal.health.storage = false;  // until the journal is open
  for (const auto& device : settings.devices) {
    terminal.health.of(device_of(device.kind)).state = flow::DeviceState::Starting;
  }
  return terminal;
}

runner::RunnerOptions runner_options_of(const settings::Settings& settings,
                                        const std::filesystem::path& device_program) {
  runner::RunnerOptions options;
  options.house = house_of(settings);
  options.journal = {settings.journal.folder, settings.journal.key, settings.journal.most_stored};
  options.platform.address = settings.platform.url;
  options.platform.authority = settings.platform.ca;
  options.platform.certificate = settings.platform.certificate;
  options.platform.key = settings.platform.key;
  options.platform.mediator_client = settings.platform.client;
  options.platform.terminal = settings.terminal.number;
  options.platform.connect_limit = settings.platform.connect_limit;
  options.platform.reply_cap = settings.platform.largest_answer;
  options.answer_limit = settings.platform.answer_limit;
  options.pin_hash = settings.technician.pin_hash;
  for (const auto& device : settings.devices) {
    options.devices.push_back(order_of(device, device_program));
  }
  return options;
}

}  // namespace bianmin::terminal
