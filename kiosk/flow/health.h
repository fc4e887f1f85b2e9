#pragma once
// What the terminal knows of its devices, its network and its backlog. Kept from visit to visit; no personal data.
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace bianmin::flow {

enum class Device { IdCardReader, SocialSecurityCardReader, CodeScanner, ReceiptPrinter };
inline constexpr std::array kDevices{Device::IdCardReader, Device::SocialSecurityCardReader, Device::CodeScanner,
                                     Device::ReceiptPrinter};

// "id-card-reader", "social-security-card-reader", "code-scanner", "receipt-printer": as kiosk.toml and device
// processes name them.
[[nodiscard]] std::string_view to_string(Device device);

enum class DeviceState {
  Absent,    // kiosk.toml names none
  Starting,  // nothing heard of it yet
  Ready,
  Troubled,  // see DeviceHealth::trouble
};

// Why a device cannot be used; the words of XFS4IoT where it has one.
enum class DeviceTrouble {
  None,
  Missing,        // no such path or address
  Forbidden,      // the terminal may not open it
  Busy,           // another program holds it
  Unplugged,      // it was there
  NoAnswer,       // it is there and says nothing
  GarbledAnswer,  // it says what nobody understands
  NotAuthorised,  // a reader whose security module is not licensed
  HardwareFault,
  ProcessDied,  // its process crashed or hung and is being restarted
};

struct DeviceHealth {
  DeviceState state = DeviceState::Absent;
  DeviceTrouble trouble = DeviceTrouble::None;
  std::string model;   // as the device says it, for the technician
  std::string detail;  // for the technician; never personal data
  friend bool operator==(const DeviceHealth&, const DeviceHealth&) = default;
};

enum class Paper { Unknown, Enough, NearEnd, Out };

struct PrinterSupplies {
  Paper paper = Paper::Unknown;
  bool cover_open = false;
  bool cutter_fault = false;
  bool head_hot = false;
  bool offline = false;
  bool ticket_in_mouth = false;
  friend bool operator==(const PrinterSupplies&, const PrinterSupplies&) = default;
};

enum class Link { Unknown, Up, Down, Forbidden };  // Forbidden: the platform refuses this terminal

struct Health {
  bool storage = true;  // applications can be sealed
  DeviceHealth reader;
  DeviceHealth social_security_reader;
  DeviceHealth scanner;
  DeviceHealth printer;
  PrinterSupplies supplies;
  // An earlier citizen's card still lies there, and the reader will say when it is taken.
  bool card_left_on_reader = false;
  bool card_left_in_slot = false;
  Link link = Link::Unknown;
  std::size_t backlog = 0;           // sealed applications the platform has not acknowledged
  std::string catalogue_problem;     // why it could not be fetched last; empty when it could
  std::vector<std::string> notices;  // what else a technician must know: a salvaged journal, a missing sound device
  friend bool operator==(const Health&, const Health&) = default;

  [[nodiscard]] const DeviceHealth& of(Device device) const;
  [[nodiscard]] DeviceHealth& of(Device device);
  [[nodiscard]] bool works(Device device) const { return of(device).state == DeviceState::Ready; }
  [[nodiscard]] bool can_print() const;
};

}  // namespace bianmin::flow
