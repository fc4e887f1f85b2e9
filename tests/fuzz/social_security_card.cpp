// What a social-security card answers: status words and records, whatever a card may make of them.
#include "drivers/social_security_card/card_reading.h"

#include <algorithm>
#include <cstdlib>

#include "kiosk/base/utf8.h"

namespace {

using namespace bianmin;
using namespace bianmin::drivers;

// Answers with the input, piece by piece: a byte that says how long, then so many.
class FuzzedCard final : public CardChannel {
 public:
  explicit FuzzedCard(ByteView input) : input_{input} {}

  std::expected<Bytes, CardLinkFault> transmit(ByteView, const KeepGoing&) override {
    if (input_.empty()) return std::unexpected{CardLinkFault::Removed};
    const auto size = std::min<std::size_t>(input_[0], input_.size() - 1);
    const Bytes answer{input_.begin() + 1, input_.begin() + 1 + static_cast<std::ptrdiff_t>(size)};
    input_ = input_.subspan(1 + size);
    return answer;
  }

 private:
  ByteView input_;
};

void expect_sane(const SocialSecurityCard& card) {
  if (card.number.size() != 18 || card.name.empty() || !is_utf8(card.name) || has_control(card.name) ||
      !is_utf8(card.card_number) || !is_utf8(card.issuer)) {
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const ssc::Quirks quirks{data[0] % 2 == 0 ? ssc::RecordFraming::Tlv : ssc::RecordFraming::Plain};
  FuzzedCard card{ByteView{data, size}.subspan(1)};
  const auto reading = read_social_security_card(card, quirks, [] { return true; });
  if (reading && std::holds_alternative<SocialSecurityCard>(*reading)) {
    expect_sane(std::get<SocialSecurityCard>(*reading));
  }
  // The same bytes as the value of every item at once: fields are reached without the luck of a whole conversation.
  const auto value = ByteView{data, size}.subspan(1).first(std::min<std::size_t>(size - 1, 255));
  ssc::Records records{ssc::RecordFraming::Tlv};
  for (const auto& row : ssc::kHolderFile) {
    const auto piece = value.first(std::min<std::size_t>(value.size(), row.length));
    Bytes record{row.tag, static_cast<std::uint8_t>(piece.size())};
    record.insert(record.end(), piece.begin(), piece.end());
    static_cast<void>(records.add(ssc::File::Holder, 1, record));
  }
  if (const auto told = records.card()) expect_sane(*told);
  return 0;
}
