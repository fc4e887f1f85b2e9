#pragma once
// The members of every message, once, for encoding and decoding alike.
#include <string_view>
#include <tuple>
#include <type_traits>

#include "drivers/host/messages.h"

namespace bianmin::device {

template <typename Owner, typename Value>
struct Field {
  const char* key;
  Value Owner::* member;
};

template <typename... Fields>
struct Shape {
  std::string_view name;
  std::tuple<Fields...> fields;
};

template <typename... Fields>
constexpr Shape<Fields...> make_shape(std::string_view name, Fields... fields) {
  return {name, {fields...}};
}

// clang-format off
constexpr auto shape(std::type_identity<StartReading>)  { return make_shape("StartReading", Field{"ticket", &StartReading::ticket}, Field{"fingerprints", &StartReading::fingerprints}, Field{"only_new", &StartReading::only_new}); }
constexpr auto shape(std::type_identity<StopReading>)   { return make_shape("StopReading"); }
constexpr auto shape(std::type_identity<StartScanning>) { return make_shape("StartScanning", Field{"ticket", &StartScanning::ticket}); }
constexpr auto shape(std::type_identity<StopScanning>)  { return make_shape("StopScanning"); }
constexpr auto shape(std::type_identity<Print>)         { return make_shape("Print", Field{"ticket", &Print::ticket}, Field{"picture", &Print::picture}, Field{"remnant", &Print::remnant}); }
constexpr auto shape(std::type_identity<CancelPrint>)   { return make_shape("CancelPrint", Field{"ticket", &CancelPrint::ticket}); }
constexpr auto shape(std::type_identity<QueryPrinter>)  { return make_shape("QueryPrinter"); }
constexpr auto shape(std::type_identity<EndVisit>)      { return make_shape("EndVisit"); }
constexpr auto shape(std::type_identity<Shutdown>)      { return make_shape("Shutdown"); }

constexpr auto shape(std::type_identity<Ready>)         { return make_shape("Ready", Field{"model", &Ready::model}, Field{"detail", &Ready::detail}); }
constexpr auto shape(std::type_identity<Unready>)       { return make_shape("Unready", Field{"trouble", &Unready::trouble}, Field{"detail", &Unready::detail}); }
constexpr auto shape(std::type_identity<CardSeen>)      { return make_shape("CardSeen", Field{"ticket", &CardSeen::ticket}, Field{"watched", &CardSeen::watched}); }
constexpr auto shape(std::type_identity<CardRead>)      { return make_shape("CardRead", Field{"ticket", &CardRead::ticket}, Field{"card", &CardRead::card}, Field{"watched", &CardRead::watched}); }
constexpr auto shape(std::type_identity<SocialSecurityCardRead>) { return make_shape("SocialSecurityCardRead", Field{"ticket", &SocialSecurityCardRead::ticket}, Field{"card", &SocialSecurityCardRead::card}); }
constexpr auto shape(std::type_identity<CardUnreadable>){ return make_shape("CardUnreadable", Field{"ticket", &CardUnreadable::ticket}, Field{"fault", &CardUnreadable::fault}); }
constexpr auto shape(std::type_identity<CardLifted>)    { return make_shape("CardLifted"); }
constexpr auto shape(std::type_identity<CodeScanned>)   { return make_shape("CodeScanned", Field{"ticket", &CodeScanned::ticket}, Field{"symbology", &CodeScanned::symbology}, Field{"text", &CodeScanned::text}); }
constexpr auto shape(std::type_identity<PrintProgress>) { return make_shape("PrintProgress", Field{"ticket", &PrintProgress::ticket}, Field{"stage", &PrintProgress::stage}); }
constexpr auto shape(std::type_identity<PrintFinished>) { return make_shape("PrintFinished", Field{"ticket", &PrintFinished::ticket}, Field{"outcome", &PrintFinished::outcome}, Field{"rung", &PrintFinished::rung}, Field{"fault", &PrintFinished::fault}); }
constexpr auto shape(std::type_identity<Heartbeat>)     { return make_shape("Heartbeat"); }
// clang-format on

constexpr auto shape(std::type_identity<PrinterState>) {
  return make_shape("PrinterState", Field{"paper", &PrinterState::paper},
                    Field{"cover_open", &PrinterState::cover_open}, Field{"cutter_fault", &PrinterState::cutter_fault},
                    Field{"head_hot", &PrinterState::head_hot}, Field{"offline", &PrinterState::offline},
                    Field{"ticket_in_mouth", &PrinterState::ticket_in_mouth});
}

constexpr auto shape(std::type_identity<MonoBitmap>) {
  return make_shape("MonoBitmap", Field{"width", &MonoBitmap::width}, Field{"height", &MonoBitmap::height},
                    Field{"bits", &MonoBitmap::bits});
}

constexpr auto shape(std::type_identity<drivers::IdCard>) {
  using drivers::IdCard;
  return make_shape("IdCard", Field{"kind", &IdCard::kind}, Field{"name", &IdCard::name},
                    Field{"english_name", &IdCard::english_name}, Field{"sex", &IdCard::sex},
                    Field{"ethnicity_code", &IdCard::ethnicity_code}, Field{"birth", &IdCard::birth},
                    Field{"address", &IdCard::address}, Field{"number", &IdCard::number},
                    Field{"number_check_right", &IdCard::number_check_right}, Field{"issuer", &IdCard::issuer},
                    Field{"valid_from", &IdCard::valid_from}, Field{"valid_until", &IdCard::valid_until},
                    Field{"nationality", &IdCard::nationality}, Field{"permit_number", &IdCard::permit_number},
                    Field{"issue_count", &IdCard::issue_count}, Field{"newer_addresses", &IdCard::newer_addresses},
                    Field{"fingerprints", &IdCard::fingerprints},
                    Field{"management_number", &IdCard::management_number}, Field{"photo", &IdCard::photo});
}

constexpr auto shape(std::type_identity<drivers::CardPhoto>) {
  using drivers::CardPhoto;
  return make_shape("CardPhoto", Field{"width", &CardPhoto::width}, Field{"height", &CardPhoto::height},
                    Field{"rgb", &CardPhoto::rgb});
}

constexpr auto shape(std::type_identity<drivers::SocialSecurityCard>) {
  using drivers::SocialSecurityCard;
  return make_shape("SocialSecurityCard", Field{"number", &SocialSecurityCard::number},
                    Field{"number_check_right", &SocialSecurityCard::number_check_right},
                    Field{"name", &SocialSecurityCard::name}, Field{"sex", &SocialSecurityCard::sex},
                    Field{"ethnicity_code", &SocialSecurityCard::ethnicity_code},
                    Field{"birth", &SocialSecurityCard::birth}, Field{"card_number", &SocialSecurityCard::card_number},
                    Field{"issuer", &SocialSecurityCard::issuer}, Field{"valid_from", &SocialSecurityCard::valid_from},
                    Field{"valid_until", &SocialSecurityCard::valid_until});
}

}  // namespace bianmin::device
