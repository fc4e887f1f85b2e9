#include "drivers/id_card_reader/sam_v_usb.h"

#include <algorithm>
#include <utility>

#include "drivers/id_card_reader/sam_v_wire.h"
#include "kiosk/base/wiping.h"

namespace bianmin::drivers {

using namespace std::chrono_literals;

namespace {

// find_after_read is not established for either: the usual is assumed, and kiosk.toml can say otherwise.
constexpr SamVModel kModels[] = {
    {{0x0400, 0xC35A}, "SAM_V reader, sold under many names and with either layout", SamVQuirks{}},
    {{0x0483, 0x5652}, "SAM_V reader behind an STM32", SamVQuirks{}},
};

constexpr std::size_t kHeader = sam_v::kPreamble.size() + 2;
constexpr std::size_t kWhole = 4096;
constexpr auto kDrainLimit = 2ms;
constexpr int kMostDrained = 64;
// How many requests after a broken one look first for answers that came too late.
constexpr int kCareful = 8;

// Follows a reply through the stream: how many bytes are still to come, and whether its checksum was right. A spoilt
// one is no answer: the right one may come behind it.
class ReplyProgress {
 public:
  void reset() {
    header_.clear();
    left_ = 0;
  }
  [[nodiscard]] std::size_t left() const { return left_; }

  // True when these bytes ended a whole reply.
  bool take(ByteView bytes) {
    bool ended = false;
    while (!bytes.empty()) {
      if (left_ == 0) {
        header_.push_back(bytes.front());
        bytes = bytes.subspan(1);
        look_for_length();
      } else {
        const auto part = std::min(left_, bytes.size());
        for (const auto byte : bytes.first(part)) sum_ ^= byte;
        bytes = bytes.subspan(part);
        left_ -= part;
        ended = left_ == 0 && sum_ == 0;
      }
    }
    return ended && header_.empty();
  }

 private:
  void look_for_length() {
    const auto begin = std::ranges::search(header_, sam_v::kPreamble).begin();
    const auto kept = begin == header_.end() ? header_.size() - std::min(header_.size(), sam_v::kPreamble.size() - 1)
                                             : static_cast<std::size_t>(begin - header_.begin());
    header_.erase(header_.begin(), header_.begin() + static_cast<std::ptrdiff_t>(kept));
    if (header_.size() < kHeader) return;
    const auto length = std::size_t{header_[kHeader - 2]} << 8 | header_[kHeader - 1];
    header_.clear();
    if (length < sam_v::kShortestReplyLength || length > sam_v::kLongestReplyLength) return;
    left_ = length;
    sum_ = static_cast<std::uint8_t>(length >> 8 ^ length);
  }

  Bytes header_;
  std::size_t left_ = 0;
  std::uint8_t sum_ = 0;  // exclusive-or of the reply's length and of what came behind it
};

class SamVUsbStream final : public Transport {
 public:
  SamVUsbStream(std::unique_ptr<UsbDevice> device, SamVLayout layout)
      : device_{std::move(device)}, split_{layout == SamVLayout::SplitEndpoints} {}

  [[nodiscard]] std::expected<Bytes, TransportFault> read(std::size_t most, std::chrono::milliseconds limit) override {
    if (arrived_.empty()) {
      const bool body = split_ && progress_.left() > 0;
      const auto wanted = body ? progress_.left() : split_ ? kHeader : kWhole;
      auto bytes = device_->read(endpoint(device_->endpoints().in, body), wanted, limit);
      if (!bytes) {
        progress_.reset();
        return bytes;
      }
      if (progress_.take(*bytes)) answered_ = true;
      arrived_ = std::move(*bytes);
    }
    const auto count = std::min(most, arrived_.size());
    Bytes given{arrived_.begin(), arrived_.begin() + static_cast<std::ptrdiff_t>(count)};
    drop_front(arrived_, count);
    return given;
  }

  [[nodiscard]] std::expected<std::size_t, TransportFault> write(ByteView bytes,
                                                                 std::chrono::milliseconds limit) override {
    answered_ = false;
    const auto& out = device_->endpoints().out;
    if (!split_ || bytes.size() <= kHeader) return device_->write(endpoint(out, false), bytes, limit);
    const auto header = device_->write(endpoint(out, false), bytes.first(kHeader), limit);
    if (!header || *header < kHeader) return header;
    const auto body = device_->write(endpoint(out, true), bytes.subspan(kHeader), limit);
    if (!body) return body;
    return kHeader + *body;
  }

  // After a whole answer nothing can be waiting, and looking would cost a wait on each endpoint.
  void discard_input() override {
    drop_front(arrived_, arrived_.size());
    progress_.reset();
    if (!answered_) careful_ = kCareful;
    if (careful_ == 0) return;
    --careful_;
    drain(endpoint(device_->endpoints().in, false));
    if (split_) drain(endpoint(device_->endpoints().in, true));
  }

  [[nodiscard]] std::vector<pollfd> wakes() const override { return device_->wakes(); }
  [[nodiscard]] bool gone() override { return device_->gone(); }

 private:
  static std::uint8_t endpoint(const std::vector<std::uint8_t>& endpoints, bool second) { return endpoints[second]; }

  // A device that talks without end must not hold us here.
  void drain(std::uint8_t from) {
    for (int round = 0; round < kMostDrained; ++round) {
      const auto bytes = device_->read(from, kWhole, kDrainLimit);
      if (!bytes || bytes->empty()) return;
    }
  }

  std::unique_ptr<UsbDevice> device_;
  bool split_;
  ReplyProgress progress_;
  Bytes arrived_;  // and not yet read
  // What an earlier process asked may still wait in the device.
  bool answered_ = false;
  int careful_ = 0;
};

}  // namespace

std::string_view to_string(SamVLayout layout) {
  switch (layout) {
    case SamVLayout::SplitEndpoints:
      return "split endpoints";
    case SamVLayout::SinglePair:
      return "single pair of endpoints";
  }
  std::unreachable();
}

std::optional<SamVLayout> sam_v_layout(const UsbEndpoints& endpoints) {
  const auto least = std::min(endpoints.out.size(), endpoints.in.size());
  if (least == 0) return std::nullopt;
  return least == 1 ? SamVLayout::SinglePair : SamVLayout::SplitEndpoints;
}

std::unique_ptr<Transport> sam_v_over_usb(std::unique_ptr<UsbDevice> device, SamVLayout layout) {
  return std::make_unique<SamVUsbStream>(std::move(device), layout);
}

std::span<const SamVModel> sam_v_models() { return kModels; }

std::vector<UsbId> sam_v_usb_ids() {
  std::vector<UsbId> ids;
  for (const auto& model : kModels) ids.push_back(model.id);
  return ids;
}

SamVQuirks sam_v_quirks_of(UsbId id) {
  const auto known = std::ranges::find(kModels, id, &SamVModel::id);
  return known == std::end(kModels) ? SamVQuirks{} : known->quirks;
}

}  // namespace bianmin::drivers
