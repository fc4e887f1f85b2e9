#include "drivers/id_card_reader/sam_v_reader.h"

#include <algorithm>
#include <thread>

#include "drivers/id_card_reader/text_block.h"
#include "drivers/transport/deadline.h"

namespace bianmin::drivers {

using namespace std::chrono_literals;
using sam_v::Answer;
using sam_v::Reply;

namespace {

constexpr auto kWriteLimit = 500ms;
// A frame whose bytes stop coming for this long will not be finished: the card was pulled or the line is bad.
constexpr auto kLongestGap = 500ms;
constexpr std::size_t kMostAtOnce = 4096;
constexpr int kAttempts = 2;

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

IdCardReaderFault fault_of(TransportFault fault) {
  return fault == TransportFault::Stalled ? IdCardReaderFault::GarbledAnswer : IdCardReaderFault::Unplugged;
}

CardProblem problem_of(Answer answer) {
  if (answer == Answer::NoCard) return CardProblem::Removed;
  if (answer == Answer::WrongCard) return CardProblem::WrongKind;
  return CardProblem::Damaged;
}

bool is_noise(IdCardReaderFault fault) {
  return fault == IdCardReaderFault::NoAnswer || fault == IdCardReaderFault::GarbledAnswer;
}

}  // namespace

// A reader in order answers find and select within 100 ms and tells its number within 300 ms. Waiting longer costs
// nothing then; waiting too short makes a late answer look like one to the next question.
const SamVReader::Stage SamVReader::kResetting{sam_v::kResetModule, 1s};
const SamVReader::Stage SamVReader::kChecking{sam_v::kModuleStatus, 500ms};
const SamVReader::Stage SamVReader::kIdentifying{sam_v::kModuleId, 500ms};
const SamVReader::Stage SamVReader::kFinding{sam_v::kFindCard, 500ms};
const SamVReader::Stage SamVReader::kSelecting{sam_v::kSelectCard, 500ms};
const SamVReader::Stage SamVReader::kReading{sam_v::kReadBase, 2s};
const SamVReader::Stage SamVReader::kReadingFingerprints{sam_v::kReadBaseAndFingerprints, 3s};
const SamVReader::Stage SamVReader::kReadingAddress{sam_v::kReadNewestAddress, 1500ms};
const SamVReader::Stage SamVReader::kReadingManagementNumber{sam_v::kReadManagementNumber, 1500ms};

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
    } else {
      return std::unexpected{"quirk '" + key + "=" + value +
                             "': expected find_after_read=again|once or rf_frame=50|58|none"};
    }
  }
  return parsed;
}

SamVReader::SamVReader(std::unique_ptr<Transport> transport, SamVQuirks quirks)
    : transport_{std::move(transport)}, quirks_{quirks} {}

std::expected<std::string, IdCardReaderFault> SamVReader::greet(const KeepGoing& keep_going) {
  auto works = check(keep_going);
  if (works == std::unexpected{IdCardReaderFault::Broken}) {
    // A module that failed its self-test once may pass it when started anew.
    if (auto fresh = reset(keep_going); !fresh) return std::unexpected{fresh.error()};
    works = check(keep_going);
  }
  if (!works) return std::unexpected{works.error()};
  if (quirks_.rf_frame) {
    const auto set = ask_twice({sam_v::set_largest_rf_frame(*quirks_.rf_frame), 500ms}, keep_going);
    // Models without the command refuse it and work nevertheless.
    if (!set && set.error() != IdCardReaderFault::GarbledAnswer) return std::unexpected{set.error()};
  }
  const auto id = ask_twice(kIdentifying, keep_going);
  if (!id && !is_noise(id.error())) return std::unexpected{id.error()};
  return id ? sam_v::module_id(id->data).value_or("") : "";
}

std::expected<void, IdCardReaderFault> SamVReader::check(const KeepGoing& keep_going) {
  const auto status = ask_twice(kChecking, keep_going);
  if (!status) return std::unexpected{status.error()};
  if (status->answer() != Answer::Done) return std::unexpected{IdCardReaderFault::GarbledAnswer};
  return {};
}

std::expected<void, IdCardReaderFault> SamVReader::reset(const KeepGoing& keep_going) {
  const auto reply = ask_twice(kResetting, keep_going);
  if (!reply) return std::unexpected{reply.error()};
  if (reply->answer() != Answer::Done) return std::unexpected{IdCardReaderFault::GarbledAnswer};
  return {};
}

std::expected<bool, IdCardReaderFault> SamVReader::set_baud_rate(unsigned baud, const KeepGoing& keep_going) {
  const auto command = sam_v::set_baud_rate(baud);
  if (!command) return false;
  const auto reply = exchange({*command, 500ms}, keep_going);
  if (!reply) return std::unexpected{reply.error()};
  if (reply->answer() != Answer::Done) return false;
  // The module needs this long to change over.
  std::this_thread::sleep_for(5ms);
  return true;
}

std::expected<bool, IdCardReaderFault> SamVReader::find_card(const KeepGoing& keep_going) {
  for (int attempt = 1;; ++attempt) {
    const auto found = ask_twice(kFinding, keep_going);
    if (!found) return std::unexpected{found.error()};
    // A card of the wrong kind, or one that fails already here, is a card: reading it says which.
    if (found->answer() != Answer::NoCard) return true;
    // The first look after a card moved in the field often misses it.
    if (attempt == kAttempts) return false;
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
  const auto selected = ask(kSelecting, keep_going);
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
    auto reply = exchange(kReadingFingerprints, keep_going);
    if (!reply) return reply;
    const auto answer = reply->answer();
    fingerprints = answer != Answer::BadRequest && answer != Answer::NotAuthorised && answer != Answer::NoContent;
    if (fingerprints) {
      if (const auto fault = fault_of(answer)) return std::unexpected{*fault};
      return reply;
    }
  }
  return ask(kReading, keep_going);
}

// The card has been read; a module that does not know this command, or a card pulled only now, takes nothing from that.
std::expected<void, IdCardReaderFault> SamVReader::add_newer_addresses(IdCard& card, const KeepGoing& keep_going) {
  if (card.kind != IdCardKind::Citizen) return {};
  const auto reply = ask(kReadingAddress, keep_going);
  if (!reply && !is_noise(reply.error())) return std::unexpected{reply.error()};
  if (!reply || reply->answer() != Answer::Done) return {};
  card.newer_addresses = parse_newest_addresses(reply->data).value_or(std::vector<std::string>{});
  return {};
}

// Of no use to the terminal, so nothing is lost with it.
std::expected<void, IdCardReaderFault> SamVReader::add_management_number(IdCard& card, const KeepGoing& keep_going) {
  const auto reply = ask(kReadingManagementNumber, keep_going);
  if (!reply && !is_noise(reply.error())) return std::unexpected{reply.error()};
  if (!reply || reply->answer() != Answer::Done) return {};
  card.management_number = sam_v::management_number(reply->data).value_or("");
  return {};
}

std::expected<Reply, IdCardReaderFault> SamVReader::ask_twice(const Stage& stage, const KeepGoing& keep_going) {
  const auto reply = ask(stage, keep_going);
  return reply || !is_noise(reply.error()) ? reply : ask(stage, keep_going);
}

std::expected<Reply, IdCardReaderFault> SamVReader::ask(const Stage& stage, const KeepGoing& keep_going) {
  auto reply = exchange(stage, keep_going);
  if (!reply) return reply;
  if (const auto fault = fault_of(reply->answer())) return std::unexpected{*fault};
  return reply;
}

std::expected<Reply, IdCardReaderFault> SamVReader::exchange(const Stage& stage, const KeepGoing& keep_going) {
  // A late answer to an earlier question must not be taken for the answer to this one.
  transport_->discard_input();
  parser_.reset();
  const auto frame = sam_v::request(stage.command);
  const auto taken = transport_->write(frame, kWriteLimit);
  if (!taken) return std::unexpected{fault_of(taken.error())};
  if (*taken < frame.size()) return std::unexpected{IdCardReaderFault::NoAnswer};
  return await_reply(stage.limit, keep_going);
}

std::expected<Reply, IdCardReaderFault> SamVReader::await_reply(std::chrono::milliseconds limit,
                                                                const KeepGoing& keep_going) {
  const Deadline deadline{limit};
  Deadline gap{limit};
  while (!deadline.passed() && !gap.passed()) {
    const auto bytes = transport_->read(kMostAtOnce, std::min({kSlice, deadline.left(), gap.left()}));
    if (!bytes) return std::unexpected{fault_of(bytes.error())};
    if (!bytes->empty()) gap = Deadline{kLongestGap};
    parser_.feed(*bytes);
    if (auto reply = parser_.next()) return std::move(*reply);
    if (!keep_going()) return std::unexpected{IdCardReaderFault::Stopped};
  }
  return std::unexpected{parser_.has_rubbish() ? IdCardReaderFault::GarbledAnswer : IdCardReaderFault::NoAnswer};
}

}  // namespace bianmin::drivers
