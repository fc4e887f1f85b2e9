#include "kioskctl/card_reader.h"

#include <variant>

#include "drivers/id_card_reader/sam_v_usb.h"

namespace bianmin::kioskctl {

using namespace std::chrono_literals;

namespace {

constexpr auto kOpenLimit = 2s;

struct Line {
  ReaderFacts facts;
  std::unique_ptr<drivers::Transport> transport;
  drivers::SamVQuirks usual;
};

std::expected<Line, Trouble> open_usb(const CardPlace& place, const drivers::UsbAddress& address,
                                      drivers::UsbBus& bus) {
  auto device = bus.open(address, drivers::sam_v_usb_ids());
  if (!device) return std::unexpected{trouble_of(device.error(), place.text)};
  const auto layout = drivers::sam_v_layout((*device)->endpoints());
  if (!layout) return std::unexpected{trouble_of(drivers::TransportFault::Missing, place.text)};
  const auto identity = (*device)->identity();
  ReaderFacts facts{"id-card-reader", place.text, std::string{to_string(*layout)}, to_string(identity.id), ""};
  return Line{std::move(facts), drivers::sam_v_over_usb(std::move(*device), *layout),
              drivers::sam_v_quirks_of(identity.id)};
}

std::expected<Line, Trouble> open_line(const CardPlace& place, drivers::UsbBus& bus) {
  if (const auto* address = std::get_if<drivers::UsbAddress>(&place.connection)) return open_usb(place, *address, bus);
  auto transport = drivers::open(place.connection, kOpenLimit);
  if (!transport) return std::unexpected{trouble_of(transport.error(), place.text)};
  return Line{{"id-card-reader", place.text, "serial", "", ""}, std::move(*transport), {}};
}

}  // namespace

std::expected<OpenedReader, Trouble> open_reader(const CardPlace& place, const ReaderOptions& options,
                                                 drivers::UsbBus& bus, const drivers::KeepGoing& keep_going) {
  auto line = open_line(place, bus);
  if (!line) return std::unexpected{line.error()};
  const auto quirks = drivers::parse_sam_v_quirks(options.quirks, line->usual);
  auto transport = options.trace ? traced(std::move(line->transport), options.trace) : std::move(line->transport);
  auto reader = std::make_unique<drivers::SamVReader>(std::move(transport), quirks.value_or(line->usual));
  const auto number = reader->greet(keep_going);
  if (!number) return std::unexpected{trouble_of(number.error(), place.text)};
  line->facts.sam_id = *number;
  reader->decode_photos_with(options.decoder);
  return OpenedReader{std::move(line->facts), std::move(reader)};
}

std::expected<ReaderFacts, Trouble> look_at_usb(const CardPlace& place, drivers::UsbBus& bus) {
  auto line = open_line(place, bus);
  if (!line) return std::unexpected{line.error()};
  return std::move(line->facts);
}

}  // namespace bianmin::kioskctl
