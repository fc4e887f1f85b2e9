// What a chip holds: whatever is taken for a card must be text that every later reader of it can trust.
#include "drivers/id_card_reader/text_block.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "kiosk/base/utf8.h"

namespace {

void demand_clean(const std::string& text) {
  if (!bianmin::is_utf8(text) || bianmin::has_control(text)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bianmin::drivers;
  std::array<std::uint8_t, sam_v::kTextSize> block{};
  for (std::size_t i = 0; i < block.size(); i += 2) block[i] = ' ';
  std::copy_n(data, std::min(size, block.size()), block.begin());
  if (const auto card = parse_text_block(block)) {
    for (const auto* text : {&card->name, &card->english_name, &card->ethnicity_code, &card->address, &card->number,
                             &card->issuer, &card->nationality, &card->permit_number, &card->issue_count}) {
      demand_clean(*text);
    }
  }
  if (const auto addresses = parse_newest_addresses({data, size})) {
    std::ranges::for_each(*addresses, demand_clean);
  }
  return 0;
}
