#include "kiosk/devices/translate.h"

#include <utility>

namespace bianmin::devices {
namespace {

template <typename... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};

std::chrono::year_month_day day_of(const drivers::Date& date) { return {date.sys_days()}; }

service::Expiry end_of(const drivers::Expiry& until) {
  if (const auto* day = std::get_if<drivers::Date>(&until)) return day_of(*day);
  if (std::holds_alternative<drivers::WithoutEnd>(until)) return service::WithoutEnd{};
  return service::NotKnown{};
}

service::DocumentKind document_of(drivers::IdCardKind kind) {
  switch (kind) {
    case drivers::IdCardKind::Citizen:
      return service::DocumentKind::Citizen;
    case drivers::IdCardKind::HmtPermit:
      return service::DocumentKind::HmtPermit;
    case drivers::IdCardKind::ForeignPermanent2017:
      return service::DocumentKind::ForeignPermanent2017;
    case drivers::IdCardKind::ForeignPermanent2023:
      return service::DocumentKind::ForeignPermanent2023;
  }
  std::unreachable();
}

service::Sex sex_of(drivers::Sex sex) {
  switch (sex) {
    case drivers::Sex::Male:
      return service::Sex::Male;
    case drivers::Sex::Female:
      return service::Sex::Female;
    case drivers::Sex::NotStated:
      return service::Sex::NotStated;
    case drivers::Sex::Unknown:
      return service::Sex::Unknown;
  }
  std::unreachable();
}

flow::IdentityProblem problem_of(device::CardFault fault) {
  switch (fault) {
    case device::CardFault::Removed:
      return flow::IdentityProblem::Removed;
    case device::CardFault::Damaged:
      return flow::IdentityProblem::Damaged;
    case device::CardFault::WrongKind:
    case device::CardFault::Garbled:
      return flow::IdentityProblem::Unreadable;
  }
  std::unreachable();
}

flow::Paper paper_of(device::Paper paper) {
  switch (paper) {
    case device::Paper::Enough:
      return flow::Paper::Enough;
    case device::Paper::NearEnd:
      return flow::Paper::NearEnd;
    case device::Paper::Out:
      return flow::Paper::Out;
    case device::Paper::Unknown:
      return flow::Paper::Unknown;
  }
  std::unreachable();
}

flow::PrintOutcome outcome_of(device::PrintOutcome outcome) {
  switch (outcome) {
    case device::PrintOutcome::Confirmed:
      return flow::PrintOutcome::Confirmed;
    case device::PrintOutcome::Failed:
      return flow::PrintOutcome::Failed;
    case device::PrintOutcome::Unknown:
      return flow::PrintOutcome::Unknown;
  }
  std::unreachable();
}

}  // namespace

service::Holder holder_of(const drivers::IdCard& card) {
  service::Holder holder;
  holder.document = document_of(card.kind);
  holder.name = card.name;
  holder.english_name = card.english_name;
  holder.sex = sex_of(card.sex);
  holder.birth = day_of(card.birth);
  // Addresses are appended to the chip when the holder moves: what is printed on the card is out of date then.
  holder.address = card.newer_addresses.empty() ? card.address : card.newer_addresses.back();
  holder.number = card.number;
  holder.valid_from = day_of(card.valid_from);
  // A card of this kind that says neither a day nor 长期 is not read at all.
  holder.valid_until = card.valid_until ? service::Expiry{day_of(*card.valid_until)} : service::WithoutEnd{};
  holder.number_check_ok = card.number_check_right;
  holder.fingerprints = card.fingerprints;
  if (card.photo) holder.photo = service::Photo{card.photo->width, card.photo->height, card.photo->rgb};
  return holder;
}

service::Holder holder_of(const drivers::SocialSecurityCard& card) {
  service::Holder holder;
  holder.document = service::DocumentKind::SocialSecurityCard;
  holder.name = card.name;
  holder.sex = sex_of(card.sex);
  if (card.birth) holder.birth = day_of(*card.birth);
  holder.number = card.number;
  if (card.valid_from) holder.valid_from = day_of(*card.valid_from);
  holder.valid_until = end_of(card.valid_until);
  holder.number_check_ok = card.number_check_right;
  return holder;
}

flow::DeviceTrouble trouble_of(device::DeviceTrouble trouble) {
  switch (trouble) {
    case device::DeviceTrouble::Missing:
      return flow::DeviceTrouble::Missing;
    case device::DeviceTrouble::Forbidden:
      return flow::DeviceTrouble::Forbidden;
    case device::DeviceTrouble::Busy:
      return flow::DeviceTrouble::Busy;
    case device::DeviceTrouble::Unplugged:
      return flow::DeviceTrouble::Unplugged;
    case device::DeviceTrouble::NoAnswer:
      return flow::DeviceTrouble::NoAnswer;
    case device::DeviceTrouble::GarbledAnswer:
      return flow::DeviceTrouble::GarbledAnswer;
    case device::DeviceTrouble::NotAuthorised:
      return flow::DeviceTrouble::NotAuthorised;
    case device::DeviceTrouble::HardwareFault:
      return flow::DeviceTrouble::HardwareFault;
  }
  std::unreachable();
}

flow::ReceiptProblem problem_of(device::PrinterFault fault) {
  switch (fault) {
    case device::PrinterFault::NoPaper:
      return flow::ReceiptProblem::NoPaper;
    case device::PrinterFault::CoverOpen:
      return flow::ReceiptProblem::CoverOpen;
    case device::PrinterFault::CutterJam:
      return flow::ReceiptProblem::Jammed;
    case device::PrinterFault::Disconnected:
      return flow::ReceiptProblem::PrinterNotReady;
    default:
      return flow::ReceiptProblem::NotPrinted;
  }
}

std::optional<flow::Event> event_of(flow::Device device, const device::FromDevice& message) {
  using Found = std::optional<flow::Event>;
  return std::visit(
      Overloaded{
          [&](const device::Ready& ready) -> Found { return flow::DeviceReady{device, ready.model, ready.detail}; },
          [&](const device::Unready& unready) -> Found {
            return flow::DeviceTroubled{device, trouble_of(unready.trouble), unready.detail};
          },
          [&](const device::CardSeen& seen) -> Found { return flow::CardSeen{seen.ticket, device, seen.watched}; },
          [&](const device::CardRead& read) -> Found {
            return flow::CardRead{read.ticket, holder_of(read.card), device, read.watched};
          },
          [&](const device::SocialSecurityCardRead& read) -> Found {
            return flow::CardRead{read.ticket, holder_of(read.card), device, true};
          },
          [&](const device::CardUnreadable& unreadable) -> Found {
            return flow::CardUnreadable{unreadable.ticket, problem_of(unreadable.fault), device};
          },
          [&](const device::CardLifted&) -> Found { return flow::CardLifted{device}; },
          [](const device::CodeScanned& scanned) -> Found { return flow::CodeScanned{scanned.ticket, scanned.text}; },
          [](const device::PrinterState& state) -> Found {
            return flow::SuppliesSeen{{paper_of(state.paper), state.cover_open, state.cutter_fault, state.head_hot,
                                       state.offline, state.ticket_in_mouth}};
          },
          [](const device::PrintFinished& finished) -> Found {
            return flow::PrintFinished{finished.ticket, outcome_of(finished.outcome), problem_of(finished.fault)};
          },
          [](const device::PrintProgress&) -> Found { return std::nullopt; },
          [](const device::Heartbeat&) -> Found { return std::nullopt; },
      },
      message);
}

}  // namespace bianmin::devices
