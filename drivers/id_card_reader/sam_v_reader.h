#pragma once
// The driver of a resident-ID reader with a SAM_V module, behind whatever carries a stream of bytes.
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <utility>

#include "drivers/id_card_reader/id_card_reader.h"
#include "drivers/id_card_reader/photo_decoder.h"
#include "drivers/id_card_reader/sam_v_line.h"
#include "drivers/id_card_reader/sam_v_wire.h"
#include "drivers/transport/transport.h"

namespace bianmin::drivers {

// What differs between models and no document settles.
struct SamVQuirks {
  // find_after_read = again | once: whether a card that was read and still lies there is found again.
  bool finds_read_card = true;
  // rf_frame = 50 | 58 | none: the largest frame towards the card, hexadecimal, as seen in the field.
  std::optional<std::uint8_t> rf_frame = 0x50;
  // look_pause = 25 (milliseconds): the rest of the module between two looks while a citizen is asked for a card.
  // Programs in the field look every 300 ms to 1 s; a model that needs such a rest gets it here.
  std::chrono::milliseconds look_pause{25};
  friend bool operator==(const SamVQuirks&, const SamVQuirks&) = default;
};

// What they do not name stays as `base` has it. The error is a sentence that names the quirk and what it may be.
[[nodiscard]] std::expected<SamVQuirks, std::string> parse_sam_v_quirks(
    std::span<const std::pair<std::string, std::string>> quirks, SamVQuirks base = {});

class SamVReader final : public IdCardReader {
 public:
  SamVReader(std::unique_ptr<Transport> transport, SamVQuirks quirks);

  // Without one cards come without photos.
  void decode_photos_with(std::shared_ptr<PhotoDecoder> decoder) { decoder_ = std::move(decoder); }

  [[nodiscard]] std::expected<std::string, IdCardReaderFault> greet(const KeepGoing& keep_going) override;
  [[nodiscard]] std::expected<void, IdCardReaderFault> check(const KeepGoing& keep_going) override;
  [[nodiscard]] std::expected<bool, IdCardReaderFault> find_card(const KeepGoing& keep_going) override;
  [[nodiscard]] std::expected<CardReading, IdCardReaderFault> read_card(const CardWishes& wishes,
                                                                        const KeepGoing& keep_going) override;
  [[nodiscard]] bool sees_read_card() const override { return quirks_.finds_read_card; }
  [[nodiscard]] std::chrono::milliseconds look_pause() const override { return quirks_.look_pause; }
  [[nodiscard]] Presence* presence() override { return line_.presence(); }

  // Starts the security module anew: what it knew of a card is lost.
  [[nodiscard]] std::expected<void, IdCardReaderFault> reset(const KeepGoing& keep_going);

  // Has the reader speak at another speed from its next answer on. Then this object is spent: open the line anew at
  // that speed. False: the module knows no such speed, or refused, and all stays as it is.
  [[nodiscard]] std::expected<bool, IdCardReaderFault> set_baud_rate(unsigned baud, const KeepGoing& keep_going);

 private:
  // A fault also where the answer tells one of the reader itself.
  [[nodiscard]] std::expected<sam_v::Reply, IdCardReaderFault> ask(const sam_v::Command& command,
                                                                   const KeepGoing& keep_going);
  [[nodiscard]] std::expected<sam_v::Reply, IdCardReaderFault> ask_twice(const sam_v::Command& command,
                                                                         const KeepGoing& keep_going);
  [[nodiscard]] std::expected<CardReading, IdCardReaderFault> select_and_read(const CardWishes& wishes,
                                                                              const KeepGoing& keep_going);
  [[nodiscard]] std::expected<CardReading, IdCardReaderFault> read_selected(const CardWishes& wishes,
                                                                            const KeepGoing& keep_going);
  [[nodiscard]] std::expected<sam_v::Reply, IdCardReaderFault> read_base(bool& fingerprints,
                                                                         const KeepGoing& keep_going);
  [[nodiscard]] std::expected<void, IdCardReaderFault> add_management_number(IdCard& card, const KeepGoing& keep_going);
  [[nodiscard]] std::expected<void, IdCardReaderFault> add_newer_addresses(IdCard& card, const KeepGoing& keep_going);

  SamVLine line_;
  SamVQuirks quirks_;
  std::shared_ptr<PhotoDecoder> decoder_;
  int misses_ = 0;  // looks in a row that found no card, as far as they are counted
};

}  // namespace bianmin::drivers
