#include "kiosk/flow/offers.h"

#include <algorithm>

#include "kiosk/service/receipt_text.h"

namespace bianmin::flow {

std::vector<Way> ways_of(const service::ServiceDefinition& service) {
  using service::DocumentKind;
  std::vector<Way> ways;
  for (const auto kind : service.documents) {
    const auto way = kind == DocumentKind::SocialSecurityCard ? Way::SocialSecurityCard
                     : kind == DocumentKind::ElectronicId     ? Way::ElectronicId
                                                              : Way::IdCard;
    if (std::ranges::find(ways, way) == ways.end()) ways.push_back(way);
  }
  std::ranges::sort(ways);
  return ways;
}

Device device_of(Way way) {
  switch (way) {
    case Way::IdCard:
      return Device::IdCardReader;
    case Way::SocialSecurityCard:
      return Device::SocialSecurityCardReader;
    case Way::ElectronicId:
      break;
  }
  return Device::CodeScanner;
}

bool is_open(const Health& health, Way way) {
  const bool unreachable = health.link == Link::Down || health.link == Link::Forbidden;
  return health.works(device_of(way)) && !(way == Way::ElectronicId && unreachable);
}

std::optional<Unavailable> why_unavailable(const Terminal& terminal, const service::ServiceDefinition& service) {
  if (!terminal.health.storage) return Unavailable::NoStorage;
  const auto open = [&](Way way) { return is_open(terminal.health, way); };
  if (std::ranges::none_of(ways_of(service), open)) return Unavailable::NoReader;
  if (service.printer == service::PrinterNeed::Required && !terminal.health.can_print()) return Unavailable::NoPrinter;
  const bool unreachable = terminal.health.link == Link::Down || terminal.health.link == Link::Forbidden;
  if (service.offline == service::WhenOffline::Refuse && unreachable) return Unavailable::NoPlatform;
  return std::nullopt;
}

std::vector<const service::ServiceDefinition*> services_in(const Terminal& terminal, std::string_view category) {
  std::vector<const service::ServiceDefinition*> found;
  if (!terminal.catalogue) return found;
  for (const auto& service : terminal.catalogue->services) {
    if (category.empty() || service.category.id == category) found.push_back(&service);
  }
  return found;
}

std::vector<const service::Category*> categories_in(const Terminal& terminal) {
  std::vector<const service::Category*> found;
  if (!terminal.catalogue) return found;
  for (const auto& service : terminal.catalogue->services) {
    const bool known = std::ranges::any_of(found, [&](const auto* one) { return one->id == service.category.id; });
    if (!known) found.push_back(&service.category);
  }
  std::ranges::stable_sort(found, {}, &service::Category::order);
  return found;
}

std::shared_ptr<const service::ServiceDefinition> find_service(const Terminal& terminal, std::string_view id) {
  if (!terminal.catalogue) return nullptr;
  const auto& services = terminal.catalogue->services;
  const auto at = std::ranges::find_if(services, [&](const auto& service) { return service.id.value == id; });
  if (at == services.end()) return nullptr;
  return {terminal.catalogue, &*at};
}

std::vector<ReviewRow> review_rows(const Visit& visit) {
  std::vector<ReviewRow> rows;
  if (!visit.service) return rows;
  const auto& form = visit.service->form;
  const auto pages = service::visible_pages(form, visit.answers);
  for (std::size_t page = 0; page < pages.size(); ++page) {
    for (const auto* field : service::visible_fields(form.pages[pages[page]], visit.answers)) {
      const auto answer = visit.answers.find(field->name);
      if (answer != visit.answers.end() && !answer->second.empty()) rows.push_back({field, page});
    }
  }
  return rows;
}

std::optional<Stage> stage_of(const State& state) {
  return std::visit(
      [](const auto& at) -> std::optional<Stage> {
        using At = std::decay_t<decltype(at)>;
        if constexpr (std::is_same_v<At, Guide>) return Stage::Guide;
        if constexpr (std::is_same_v<At, AwaitingCard> || std::is_same_v<At, CheckingCode> ||
                      std::is_same_v<At, CardRefused> || std::is_same_v<At, ConfirmingIdentity>) {
          return Stage::Identity;
        }
        if constexpr (std::is_same_v<At, FillingForm> || std::is_same_v<At, ChoosingOption> ||
                      std::is_same_v<At, EditingField>) {
          return Stage::Form;
        }
        if constexpr (std::is_same_v<At, Reviewing> || std::is_same_v<At, Declaring> || std::is_same_v<At, Sealing> ||
                      std::is_same_v<At, Submitting> || std::is_same_v<At, NotSubmitted>) {
          return Stage::Review;
        }
        if constexpr (std::is_same_v<At, ShowingResult> || std::is_same_v<At, Printing> ||
                      std::is_same_v<At, ReceiptTrouble> || std::is_same_v<At, ReceiptOnScreen> ||
                      std::is_same_v<At, Finished> || std::is_same_v<At, Rating>) {
          return Stage::Receipt;
        }
        return std::nullopt;
      },
      state);
}

receipt::ReceiptDocument receipt_of(const House& house, const Visit& visit, bool copy) {
  service::ReceiptFacts facts;
  facts.holder = *visit.holder;
  facts.answers = visit.answers;
  facts.standing =
      visit.submitted->delivery == Delivery::Accepted ? service::Standing::Accepted : service::Standing::StoredNotSent;
  facts.platform = visit.submitted->answer;
  facts.stored_as = visit.submitted->local_number;
  facts.time = visit.submitted->time;
  facts.place = house.place;
  facts.terminal_number = house.terminal_number;
  facts.language = visit.preferences.language;
  facts.copy = copy;
  return service::fill_receipt(*visit.service, facts);
}

std::string receipt_code_of(const Visit& visit) {
  if (!visit.submitted) return {};
  const auto& answer = visit.submitted->answer;
  if (!answer) return visit.submitted->local_number;
  return answer->link.empty() ? answer->number : answer->link;
}

}  // namespace bianmin::flow
