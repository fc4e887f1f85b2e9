#pragma once
// Waiting for a card and reading it.
#include <chrono>
#include <expected>
#include <string>
#include <variant>

#include "drivers/social_security_card/card_files.h"
#include "kioskctl/card_reader.h"

namespace bianmin::kioskctl {

struct ReadingOptions {
  ReaderOptions reader;
  drivers::ssc::Quirks smart_card;      // of social security cards
  bool fingerprints = false;            // count them
  std::chrono::milliseconds timeout{};  // for a card to come; none: look once
};

struct ReadCard {
  ReaderFacts reader;
  std::variant<drivers::IdCard, drivers::SocialSecurityCard> card;
  bool fingerprints_read = false;
  std::string remark;  // what was not as wished, such as the photo; empty: nothing
};

// `waiting` is called once, when the reader works and no card is there yet.
[[nodiscard]] std::expected<ReadCard, Trouble> read_card_at(const CardPlace& place, const ReadingOptions& options,
                                                            const std::function<void()>& waiting,
                                                            const drivers::KeepGoing& keep_going);

}  // namespace bianmin::kioskctl
