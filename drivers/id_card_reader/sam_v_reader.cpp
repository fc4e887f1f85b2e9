#include "drivers/id_card_reader/sam_v_reader.h"

#include <algorithm>
#include <charconv>
#include <thread>

#include "drivers/id_card_reader/text_block.h"

namespace bianmin::drivers {

using namespace std::chrono_literals;
using sam_v::Answer;
using sam_v::Command;
using sam_v::Reply;

namespace {

constexpr int kAttempts = 2;
constexpr std::chrono::milliseconds kShortestPause{1};
constexpr std::chrono::milliseconds kLongestPause{1000};

// What a status says of the reader itself, whatever was asked.
std::optional<IdCardReaderFault> fault_of(Answer answer) {
  switch (answer) {
    case Answer::NotAuthorised:
      return IdCardReaderFault::NotAuthorised;
    case Answer::Broken:
      return IdCardReaderFault::Broken;
    case Answer::BadRequest:
      return IdCardReaderFault::GarbledAnswer;
    case Answer::Done:
    case Answer::CardFound:
    case Answer::NoContent:
    case Answer::NoCard:
    case Answer::CardFailed:
    case Answer::WrongCard:
      return std::nullopt;
  }
  std::unreachable();
}

CardProblem problem_of(Answer answer) {
  if (answer == Answer::NoCard) return CardProblem::Removed;
  if (answer == Answer::WrongCard) return CardProblem::WrongKind;
  return CardProblem::Damaged;
}

std::optional<std::chrono::milliseconds> pause_of(std::string_view text) {
  int count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  const std::chrono::milliseconds pause{count};
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (pause < kShortestPause || pause > kLongestPause) return std::nullopt;
  return pause;
}

bool is_noise(IdCardReaderFault fault) {
  return fault == IdCardReaderFault::NoAnswer || fault == IdCardReaderFault::GarbledAnswer;
}

}  // namespace

std::string_view to_string(IdCardReaderFault fault) {
  switch (fault) {
    case IdCardReaderFault::Unplugged:
      return "unplugged";
    case IdCardReaderFault::NoAnswer:
      return "no answer";
    case IdCardReaderFault::GarbledAnswer:
      return "garbled answer";
    case IdCardReaderFault::NotAuthorised:
      return "security module not authorised";
    case IdCardReaderFault::Broken:
      return "self-test of the security module failed";
    case IdCardReaderFault::Stopped:
      return "stopped";
  }
  std::unreachable();
}

std::expected<SamVQuirks, std::string> parse_sam_v_quirks(std::span<const std::pair<std::string, std::string>> quirks,
                                                          SamVQuirks base) {
  auto parsed = base;
  for (const auto& [key, value] : quirks) {
    if (key == "find_after_read" && (value == "again" || value == "once")) {
      parsed.finds_read_card = value == "again";
    } else if (key == "rf_frame" && value == "none") {
      parsed.rf_frame.reset();
    } else if (key == "rf_frame" && (value == "50" || value == "58")) {
      parsed.rf_frame = static_cast<std::uint8_t>(value == "50" ? 0x50 : 0x58);
    } else if (const auto pause = pause_of(value); key == "look_pause" && pause) {
      parsed.look_pause = *pause;
    } else {
      return std::unexpected{"quirk '" + key + "=" + value +
                             "': expected find_after_read=again|once, rf_frame=50|58|none or look_pause=1…1000"};
    }
  }
  return parsed;
}

SamVReader::SamVReader(std::unique_ptr<Transport> transport, SamVQuirks quirks)
    : line_{std::move(transport)}, quirks_{quirks} {}

std::expected<std::string, IdCardReaderFault> SamVReader::greet(const KeepGoing& keep_going) {
  auto works = check(keep_going);
  if (works == std::unexpected{IdCardReaderFault::Broken}) {
    // A module that failed its self-test once may pass it when started anew.
    if (auto fresh = reset(keep_going); !fresh) return std::unexpected{fresh.error()};
    works = check(keep_going);
  }
  if (!works) return std::unexpected{works.error()};
  if (quirks_.rf_frame) {
    const auto set = ask_twice(sam_v::set_largest_rf_frame(*quirks_.rf_frame), keep_going);
    // Models without the command refuse it and work nevertheless.
    if (!set && set.error() != IdCardReaderFault::GarbledAnswer) return std::unexpected{set.error()};
  }
  const auto id = ask_twice(sam_v::kModuleId, keep_going);
  if (!id && !is_noise(id.error())) return std::unexpected{id.error()};
  return id ? sam_v::module_id(id->data).value_or("") : "";
}

std::expected<void, IdCardReaderFault> SamVReader::check(const KeepGoing& keep_going) {
  const auto status = ask_twice(sam_v::kModuleStatus, keep_going);
  if (!status) return std::unexpected{status.error()};
  if (status->answer() != Answer::Done) return std::unexpected{IdCardReaderFault::GarbledAnswer};
  return {};
}

std::expected<void, IdCardReaderFault> SamVReader::reset(const KeepGoing& keep_going) {
  const auto reply = ask_twice(sam_v::kResetModule, keep_going);
  if (!reply) return std::unexpected{reply.error()};
  if (reply->answer() != Answer::Done) return std::unexpected{IdCardReaderFault::GarbledAnswer};
  return {};
}

std::expected<bool, IdCardReaderFault> SamVReader::set_baud_rate(unsigned baud, const KeepGoing& keep_going) {
  const auto command = sam_v::set_baud_rate(baud);
  if (!command) return false;
  const auto reply = line_.exchange(*command, keep_going);
  if (!reply) return std::unexpected{reply.error()};
  if (reply->answer() != Answer::Done) return false;
  // The module needs this long to change over.
  std::this_thread::sleep_for(5ms);
  return true;
}

std::expected<bool, IdCardReaderFault> SamVReader::find_card(const KeepGoing& keep_going) {
  // The first look after a card moved in the field often misses it: only a second one is believed. Where the last look
  // found nothing, the next one is that second one.
  while (true) {
    const auto found = ask_twice(sam_v::kFindCard, keep_going);
    if (!found) return std::unexpected{found.error()};
    // A card of the wrong kind is a card: reading it says so.
    const bool there = found->answer() != Answer::NoCard;
    misses_ = there ? 0 : std::min(misses_ + 1, kAttempts);
    if (there || misses_ == kAttempts) return there;
  }
}

std::expected<CardReading, IdCardReaderFault> SamVReader::read_card(const CardWishes& wishes,
                                                                    const KeepGoing& keep_going) {
  CardReading reading = CardProblem::Garbled;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const auto tried = select_and_read(wishes, keep_going);
    if (!tried && !is_noise(tried.error())) return tried;
    if (tried && std::holds_alternative<IdCard>(*tried)) return tried;
    reading = tried.value_or(CardProblem::Garbled);
    if (reading == CardReading{CardProblem::WrongKind}) return reading;
    // Modules say "read failed", or nothing, both for a bad card and for one that is no longer there.
    const auto there = find_card(keep_going);
    if (!there) return std::unexpected{there.error()};
    if (!*there) return CardProblem::Removed;
  }
  return reading;
}

std::expected<CardReading, IdCardReaderFault> SamVReader::select_and_read(const CardWishes& wishes,
                                                                          const KeepGoing& keep_going) {
  const auto selected = ask(sam_v::kSelectCard, keep_going);
  if (!selected) return std::unexpected{selected.error()};
  if (selected->answer() != Answer::Done) return problem_of(selected->answer());
  return read_selected(wishes, keep_going);
}

std::expected<CardReading, IdCardReaderFault> SamVReader::read_selected(const CardWishes& wishes,
                                                                        const KeepGoing& keep_going) {
  bool with_fingerprints = wishes.fingerprints;
  const auto reply = read_base(with_fingerprints, keep_going);
  if (!reply) return std::unexpected{reply.error()};
  if (reply->answer() != Answer::Done) return problem_of(reply->answer());
  const auto base =
      with_fingerprints ? sam_v::base_and_fingerprints(reply->data) : sam_v::base_information(reply->data);
  if (!base) return std::unexpected{IdCardReaderFault::GarbledAnswer};
  auto card = parse_text_block(base->text);
  if (!card) return CardProblem::Garbled;
  for (auto rest = base->fingerprints; !rest.empty(); rest = rest.subspan(sam_v::kFingerprintSize)) {
    const auto one = rest.first(sam_v::kFingerprintSize);
    card->fingerprints.emplace_back(one.begin(), one.end());
  }
  if (auto added = add_newer_addresses(*card, keep_going); !added) return std::unexpected{added.error()};
  if (wishes.management_number) {
    if (auto added = add_management_number(*card, keep_going); !added) return std::unexpected{added.error()};
  }
  if (wishes.photo && decoder_) {
    card->photo = decoder_->decode(base->photo, keep_going);
    if (!card->photo && !keep_going()) return std::unexpected{IdCardReaderFault::Stopped};
  }
  return std::move(*card);
}

// A module that may not or cannot read fingerprints still reads the rest: then `fingerprints` becomes false.
std::expected<Reply, IdCardReaderFault> SamVReader::read_base(bool& fingerprints, const KeepGoing& keep_going) {
  if (fingerprints) {
    auto reply = line_.exchange(sam_v::kReadBaseAndFingerprints, keep_going);
    if (!reply) return reply;
    const auto answer = reply->answer();
    fingerprints = answer != Answer::BadRequest && answer != Answer::NotAuthorised && answer != Answer::NoContent;
    if (fingerprints) {
      if (const auto fault = fault_of(answer)) return std::unexpected{*fault};
      return reply;
    }
  }
  return ask(sam_v::kReadBase, keep_going);
}

// The card has been read; a module that does not know this command, or a card pulled only now, takes nothing from that.
std::expected<void, IdCardReaderFault> SamVReader::add_newer_addresses(IdCard& card, const KeepGoing& keep_going) {
  if (card.kind != IdCardKind::Citizen) return {};
  const auto reply = ask(sam_v::kReadNewestAddress, keep_going);
  if (!reply && !is_noise(reply.error())) return std::unexpected{reply.error()};
  if (!reply || reply->answer() != Answer::Done) return {};
  card.newer_addresses = parse_newest_addresses(reply->data).value_or(std::vector<std::string>{});
  return {};
}

// Of no use to the terminal, so nothing is lost with it.
std::expected<void, IdCardReaderFault> SamVReader::add_management_number(IdCard& card, const KeepGoing& keep_going) {
  const auto reply = ask(sam_v::kReadManagementNumber, keep_going);
  if (!reply && !is_noise(reply.error())) return std::unexpected{reply.error()};
  if (!reply || reply->answer() != Answer::Done) return {};
  card.management_number = sam_v::management_number(reply->data).value_or("");
  return {};
}

std::expected<Reply, IdCardReaderFault> SamVReader::ask_twice(const Command& command, const KeepGoing& keep_going) {
  const auto reply = ask(command, keep_going);
  return reply || !is_noise(reply.error()) ? reply : ask(command, keep_going);
}

std::expected<Reply, IdCardReaderFault> SamVReader::ask(const Command& command, const KeepGoing& keep_going) {
  auto reply = line_.exchange(command, keep_going);
  if (!reply) return reply;
  if (const auto fault = fault_of(reply->answer())) return std::unexpected{*fault};
  return reply;
}

}  // namespace bianmin::drivers
