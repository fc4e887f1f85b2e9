#include "kioskctl/card_list.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>

#include "drivers/id_card_reader/sam_v_usb.h"
#include "drivers/transport/pcsc.h"

namespace bianmin::kioskctl {
namespace {

namespace fs = std::filesystem;

ListedReader troubled(ReaderFacts facts, const Trouble& trouble) {
  return {std::move(facts), std::string{trouble.word}, trouble.sentence};
}

ListedReader ask(const CardPlace& place, ReaderFacts facts, drivers::UsbBus& bus,
                 const drivers::KeepGoing& keep_going) {
  auto opened = open_reader(place, {}, bus, keep_going);
  if (opened) return {std::move(opened->facts), "ready", {}};
  return troubled(std::move(facts), opened.error());
}

void list_usb(const ListOptions& options, std::vector<ListedReader>& readers, const drivers::KeepGoing& keep_going) {
  drivers::UsbBus bus;
  const auto known = drivers::sam_v_usb_ids();
  for (const auto& identity : bus.attached()) {
    if (std::ranges::find(known, identity.id) == known.end()) continue;
    const auto place = card_place("", std::to_string(identity.bus) + ":" + std::to_string(identity.device), "");
    if (!place) continue;
    ReaderFacts facts{"id-card-reader", place->text, "", to_string(identity.id), ""};
    if (options.passive) {
      readers.push_back({std::move(facts), "present", {}});
      continue;
    }
    // Its layout is worth knowing also when it does not answer.
    if (auto looked = look_at_usb(*place, bus)) facts = std::move(*looked);
    readers.push_back(ask(*place, std::move(facts), bus, keep_going));
  }
}

void list_serial(const ListOptions& options, std::vector<ListedReader>& readers, const drivers::KeepGoing& keep_going) {
  drivers::UsbBus bus;
  auto lines = options.serial;
  for (auto& line : serial_lines(options.devices)) lines.push_back(std::move(line));
  for (const auto& line : lines) {
    const auto place = card_place(line, "", "");
    ReaderFacts facts{"id-card-reader", place ? place->text : line, "serial", "", ""};
    if (!place) {
      readers.push_back({std::move(facts), "wrong-use", {place.error(), place.error()}});
    } else if (options.passive) {
      readers.push_back({std::move(facts), "present", {}});
    } else {
      readers.push_back(ask(*place, std::move(facts), bus, keep_going));
    }
  }
}

void list_pcsc(std::vector<ListedReader>& readers, const drivers::KeepGoing& keep_going) {
  drivers::Pcsc pcsc;
  const auto names = pcsc.readers(keep_going);
  if (!names) {
    const auto& fault = names.error();
    const auto trouble = trouble_of(fault.fault, "pcsc", fault.detail);
    readers.push_back(troubled({"smart-card-reader", "pcsc:auto", "pcsc", "", ""}, trouble));
    return;
  }
  for (const auto& name : *names)
    readers.push_back({{"smart-card-reader", "pcsc:" + name, "pcsc", name, ""}, "ready", {}});
}

}  // namespace

std::vector<std::string> serial_lines(const std::string& devices) {
  std::vector<std::string> candidates;
  const auto collect = [&](const fs::path& folder, auto wanted) {
    std::error_code none;
    std::vector<std::string> found;
    for (const auto& entry : fs::directory_iterator{folder, none}) {
      if (wanted(entry.path().filename().string())) found.push_back(entry.path().string());
    }
    std::ranges::sort(found);
    candidates.insert(candidates.end(), found.begin(), found.end());
  };
  collect(fs::path{devices} / "serial" / "by-id", [](const std::string&) { return true; });
  collect(devices, [](const std::string& name) { return name.starts_with("ttyUSB") || name.starts_with("ttyACM"); });
  std::vector<std::string> lines;
  std::set<fs::path> seen;
  for (const auto& candidate : candidates) {
    std::error_code none;
    const auto target = fs::canonical(candidate, none);
    if (!none && seen.insert(target).second) lines.push_back(candidate);
  }
  return lines;
}

std::vector<ListedReader> list_readers(const ListOptions& options, const drivers::KeepGoing& keep_going) {
  std::vector<ListedReader> readers;
  list_usb(options, readers, keep_going);
  list_serial(options, readers, keep_going);
  list_pcsc(readers, keep_going);
  return readers;
}

}  // namespace bianmin::kioskctl
