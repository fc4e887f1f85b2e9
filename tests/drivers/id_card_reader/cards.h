#pragma once
// Cards of invented holders, and the bytes that a chip and a reader would hold of them.
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "drivers/id_card_reader/id_card.h"
#include "drivers/id_card_reader/sam_v_wire.h"
#include "kiosk/base/bytes.h"

namespace bianmin::tests {

using TextBlock = std::array<std::uint8_t, drivers::sam_v::kTextSize>;

// Writes UTF-16LE text at an offset of a block of spaces.
class BlockWriter {
 public:
  BlockWriter() {
    for (std::size_t i = 0; i < block_.size(); i += 2) {
      block_[i] = ' ';
      block_[i + 1] = 0;
    }
  }
  BlockWriter& put(std::size_t offset, std::u16string_view text) {
    for (const auto unit : text) {
      block_.at(offset++) = static_cast<std::uint8_t>(unit & 0xFF);
      block_.at(offset++) = static_cast<std::uint8_t>(unit >> 8);
    }
    return *this;
  }
  BlockWriter& put_digits(std::size_t offset, std::string_view digits) {
    return put(offset, std::u16string{digits.begin(), digits.end()});
  }
  [[nodiscard]] const TextBlock& block() const { return block_; }

 private:
  TextBlock block_{};
};

inline BlockWriter citizen_block() {
  BlockWriter block;
  block.put(0, u"王小明").put(30, u"1").put(32, u"01").put_digits(36, "19491231");
  block.put(52, u"北京市朝阳区百家庄胡同1号").put(122, u"11010519491231002X");
  block.put(158, u"北京市公安局朝阳分局").put_digits(188, "20200115").put(204, u"长期");
  return block;
}

inline drivers::IdCard citizen_card() {
  drivers::IdCard card;
  card.name = "王小明";
  card.sex = drivers::Sex::Male;
  card.ethnicity_code = "01";
  card.birth = *drivers::Date::from(1949, 12, 31);
  card.address = "北京市朝阳区百家庄胡同1号";
  card.number = "11010519491231002X";
  card.issuer = "北京市公安局朝阳分局";
  card.valid_from = *drivers::Date::from(2020, 1, 15);
  return card;
}

// A whole reply frame.
inline Bytes reply_frame(std::uint8_t sw3, const Bytes& data = {}) {
  Bytes frame{0xAA, 0xAA, 0xAA, 0x96, 0x69};
  const auto length = data.size() + 4;
  for (const auto byte : {length >> 8, length & 0xFF, std::size_t{0}, std::size_t{0}, std::size_t{sw3}}) {
    frame.push_back(static_cast<std::uint8_t>(byte));
  }
  frame.insert(frame.end(), data.begin(), data.end());
  std::uint8_t sum = 0;
  for (std::size_t i = 5; i < frame.size(); ++i) sum ^= frame[i];
  frame.push_back(sum);
  return frame;
}

// The data of a reply to "read base information"; the picture is a pattern with preambles in it.
inline Bytes base_data(const TextBlock& text) {
  Bytes data{0x01, 0x00, 0x04, 0x00};
  data.insert(data.end(), text.begin(), text.end());
  for (std::size_t i = 0; i < drivers::sam_v::kPhotoSize; ++i) {
    data.push_back(drivers::sam_v::kPreamble[i % drivers::sam_v::kPreamble.size()]);
  }
  return data;
}

// The data of a reply to "read base information and fingerprints".
inline Bytes base_and_fingerprints_data(const TextBlock& text, std::size_t fingerprints) {
  Bytes data = base_data(text);
  const auto size = fingerprints * drivers::sam_v::kFingerprintSize;
  data.insert(data.begin() + 4, {static_cast<std::uint8_t>(size >> 8), static_cast<std::uint8_t>(size & 0xFF)});
  for (std::size_t i = 0; i < size; ++i) {
    data.push_back(static_cast<std::uint8_t>(0x40 + i / drivers::sam_v::kFingerprintSize));
  }
  return data;
}

}  // namespace bianmin::tests
