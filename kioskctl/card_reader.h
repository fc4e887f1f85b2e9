#pragma once
// A resident-ID reader that a technician has opened, whatever it is plugged into.
#include <expected>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "drivers/id_card_reader/photo_library.h"
#include "drivers/id_card_reader/sam_v_reader.h"
#include "drivers/transport/usb.h"
#include "kioskctl/card_place.h"
#include "kioskctl/trace.h"
#include "kioskctl/trouble.h"

namespace bianmin::kioskctl {

// What is known of a reader. An empty text: it has none, or nobody asked.
struct ReaderFacts {
  std::string kind;  // "id-card-reader" or "smart-card-reader"
  std::string connection;
  std::string layout;  // "serial", "split endpoints", "single pair of endpoints", "pcsc"
  std::string device;  // "0400:c35a", or the name that pcscd gives
  std::string sam_id;  // of the security module, as vendors print it
  // The first number of the SAM id, which tells the module's version.
  [[nodiscard]] std::string firmware() const { return sam_id.substr(0, sam_id.find('-')); }
};

struct ReaderOptions {
  drivers::Quirks quirks;  // of the reader
  std::shared_ptr<drivers::PhotoLibrary> decoder;
  TraceSink trace;  // none: no trace
};

struct OpenedReader {
  ReaderFacts facts;
  std::unique_ptr<drivers::SamVReader> reader;
};

// Opens and greets it. `place` is a serial line, an address or a USB device. `bus` outlives the reader.
[[nodiscard]] std::expected<OpenedReader, Trouble> open_reader(const CardPlace& place, const ReaderOptions& options,
                                                               drivers::UsbBus& bus,
                                                               const drivers::KeepGoing& keep_going);

// Opens it only, to see what it is.
[[nodiscard]] std::expected<ReaderFacts, Trouble> look_at_usb(const CardPlace& place, drivers::UsbBus& bus);

}  // namespace bianmin::kioskctl
