#include "screens/technician/device_words.h"

#include <utility>

#include "screens/words/words.h"

namespace bianmin::screens {

using flow::DeviceTrouble;

std::string_view name_of(flow::Device device) {
  switch (device) {
    case flow::Device::IdCardReader:
      return sentence("Card reader");
    case flow::Device::SocialSecurityCardReader:
      return sentence("Social security card reader");
    case flow::Device::CodeScanner:
      return sentence("Code scanner");
    case flow::Device::ReceiptPrinter:
      return sentence("Receipt printer");
  }
  std::unreachable();
}

std::string_view state_words(flow::DeviceState state) {
  switch (state) {
    case flow::DeviceState::Absent:
      return sentence("Not configured");
    case flow::DeviceState::Starting:
      return sentence("Starting");
    case flow::DeviceState::Ready:
      return sentence("Ready");
    case flow::DeviceState::Troubled:
      return sentence("Does not work");
  }
  std::unreachable();
}

std::string_view trouble_words(DeviceTrouble trouble) {
  switch (trouble) {
    case DeviceTrouble::None:
      return {};
    case DeviceTrouble::Missing:
      return sentence("There is no such device path or address.");
    case DeviceTrouble::Forbidden:
      return sentence("The terminal may not open the device.");
    case DeviceTrouble::Busy:
      return sentence("Another program holds the device.");
    case DeviceTrouble::Unplugged:
      return sentence("The device was there and is gone.");
    case DeviceTrouble::NoAnswer:
      return sentence("The device is there and does not answer.");
    case DeviceTrouble::GarbledAnswer:
      return sentence("The device answers what nobody understands.");
    case DeviceTrouble::NotAuthorised:
      return sentence("The reader's security module is not licensed.");
    case DeviceTrouble::HardwareFault:
      return sentence("The device reports a fault of its own.");
    case DeviceTrouble::ProcessDied:
      return sentence("Its driver stopped and is being restarted.");
  }
  std::unreachable();
}

std::string_view remedy_for(DeviceTrouble trouble) {
  switch (trouble) {
    case DeviceTrouble::None:
      return {};
    case DeviceTrouble::Missing:
      return sentence("Check the cable and the device's entry in kiosk.toml.");
    case DeviceTrouble::Forbidden:
      return sentence("Check the udev rules and the group of the device file.");
    case DeviceTrouble::Busy:
      return sentence("Stop the other program, or restart the terminal.");
    case DeviceTrouble::Unplugged:
      return sentence("Plug it in again. It is found by itself.");
    case DeviceTrouble::NoAnswer:
      return sentence("Switch it off and on. Check baud rate and address in kiosk.toml.");
    case DeviceTrouble::GarbledAnswer:
      return sentence("Check baud rate and model in kiosk.toml, then the cable.");
    case DeviceTrouble::NotAuthorised:
      return sentence("Ask the reader's supplier for a licensed security module.");
    case DeviceTrouble::HardwareFault:
      return sentence("Switch it off and on. If it stays, replace it.");
    case DeviceTrouble::ProcessDied:
      return sentence("Wait a few seconds. If it comes again, read the log.");
  }
  std::unreachable();
}

std::string_view supplies_words(const flow::PrinterSupplies& supplies) {
  if (supplies.paper == flow::Paper::Out) return sentence("Put in a new roll of paper.");
  if (supplies.cover_open) return sentence("Close the printer's cover.");
  if (supplies.cutter_fault) return sentence("Free the cutter: open the cover and take the paper out.");
  if (supplies.head_hot) return sentence("The print head is hot. It goes on by itself.");
  if (supplies.offline) return sentence("The printer is offline. Press its button.");
  if (supplies.paper == flow::Paper::NearEnd) return sentence("The paper is nearly used up. Have a roll ready.");
  return {};
}

std::string_view link_words(flow::Link link) {
  switch (link) {
    case flow::Link::Unknown:
      return sentence("Not asked yet");
    case flow::Link::Up:
      return sentence("Connected");
    case flow::Link::Down:
      return sentence("Cannot be reached");
    case flow::Link::Forbidden:
      return sentence("Refuses this terminal");
  }
  std::unreachable();
}

std::string_view link_remedy(flow::Link link) {
  switch (link) {
    case flow::Link::Unknown:
    case flow::Link::Up:
      return {};
    case flow::Link::Down:
      return sentence("Check the network cable and the platform's address in kiosk.toml.");
    case flow::Link::Forbidden:
      return sentence("Check the terminal's certificate, and its date and time.");
  }
  std::unreachable();
}

}  // namespace bianmin::screens
