#include "kiosk/service/catalogue.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "kiosk/service/form_reading.h"
#include "kiosk/service/item_code.h"
#include "kiosk/service/json_reading.h"
#include "kiosk/service/receipt_reading.h"

namespace bianmin::service {
namespace {

constexpr JsonLimits kServiceLimits{kLargestServiceJson, 8};
constexpr JsonLimits kDefinitionLimits{kLargestServiceJson, 12};
constexpr TextLimits kWords{1, 400};
constexpr std::size_t kMostLines = 24;
constexpr std::size_t kMostProperties = 50;  // of a serviceBody
constexpr std::size_t kLongestId = 64;
constexpr std::string_view kDefinitionCode = "bianmin.definition";

LocalList lines(const Node& node) { return node.local_list(1, kMostLines, kWords); }
std::string identifier(const Node& node) { return node.word(40, "-"); }

// The definition travels as text inside GovStack's list of properties.
std::string definition_text(const Node& service) {
  for (const auto& property : service.at("serviceBody").items(1, kMostProperties)) {
    const auto code = property.find("code");
    if (!code || !code->value().is_string() || code->value() != kDefinitionCode) continue;
    const Node value = property.at("value");
    if (!value.value().is_string()) value.refuse("the definition as text", "write it in quotes");
    return value.value().get<std::string>();
  }
  service.at("serviceBody").refuse("a property of code \"bianmin.definition\"", "add it");
}

Category category(const Node& node) {
  node.expect_members({"id", "icon", "order", "title"});
  return {identifier(node.at("id")), identifier(node.at("icon")), node.at("order").whole_number(0, 999),
          node.at("title").local_text(kWords)};
}

Guide guide(const Node& node) {
  node.expect_members({"who", "bring", "fee", "timeLimit", "legalBasis"});
  return {lines(node.at("who")), lines(node.at("bring")), node.at("fee").local_text(kWords),
          node.at("timeLimit").local_text(kWords), lines(node.at("legalBasis"))};
}

std::string item_code(const Node& node) {
  std::string code = node.word(kLongestId, "");
  if (!is_item_code(code)) {
    node.refuse("18 characters of a unified social credit code with its right check character and 13 digits",
                "copy the code from the list of government services");
  }
  return code;
}

enum class Way { ResidentId, SocialSecurityCard, ElectronicId };

std::vector<DocumentKind> identity_cards(const Node& node) {
  std::vector<DocumentKind> kinds;
  for (const auto& item : node.items(1, 4)) {
    const auto kind = item.one_of<DocumentKind>({{"citizen", DocumentKind::Citizen},
                                                 {"hmt-permit", DocumentKind::HmtPermit},
                                                 {"foreign-permanent-2017", DocumentKind::ForeignPermanent2017},
                                                 {"foreign-permanent-2023", DocumentKind::ForeignPermanent2023}});
    if (std::ranges::find(kinds, kind) != kinds.end()) item.refuse("each document once", "remove it");
    kinds.push_back(kind);
  }
  return kinds;
}

std::vector<DocumentKind> documents(const Node& identity) {
  identity.expect_members({"ways", "documents", "fingerprints"});
  std::vector<Way> ways;
  for (const auto& item : identity.at("ways").items(1, 3)) {
    const auto way = item.one_of<Way>({{"resident-id", Way::ResidentId},
                                       {"social-security-card", Way::SocialSecurityCard},
                                       {"electronic-id", Way::ElectronicId}});
    if (std::ranges::find(ways, way) != ways.end()) item.refuse("each way once", "remove it");
    ways.push_back(way);
  }
  const auto has = [&](Way way) { return std::ranges::find(ways, way) != ways.end(); };
  std::vector<DocumentKind> kinds;
  // Which identity cards; a service that takes none names none.
  if (has(Way::ResidentId)) {
    kinds = identity_cards(identity.at("documents"));
  } else if (const auto named = identity.find("documents")) {
    named->refuse("no documents without the way \"resident-id\"", "add that way, or remove them");
  }
  if (has(Way::SocialSecurityCard)) kinds.push_back(DocumentKind::SocialSecurityCard);
  if (has(Way::ElectronicId)) kinds.push_back(DocumentKind::ElectronicId);
  return kinds;
}

// Only a card with a resident-ID chip holds any: beside another way some citizens' would be missing without a word.
bool fingerprints(const Node& identity, const ServiceDefinition& service) {
  const auto asked = identity.find("fingerprints");
  if (!asked || !asked->truth()) return false;
  if (service.takes(DocumentKind::SocialSecurityCard) || service.takes(DocumentKind::ElectronicId)) {
    identity.at("ways").refuse("\"resident-id\" alone where fingerprints are asked for, which no other way can give",
                               "remove the other ways, or \"fingerprints\"");
  }
  return true;
}

void read_definition(const Node& node, ServiceDefinition& service) {
  node.expect_members({"format", "kind", "category", "icon", "title", "summary", "keywords", "itemCode", "guide",
                       "identity", "offline", "printer", "declaration", "receipt"});
  static_cast<void>(node.at("format").whole_number(1, 1));
  service.kind =
      node.at("kind").one_of<ServiceKind>({{"application", ServiceKind::Application}, {"query", ServiceKind::Query}});
  service.category = category(node.at("category"));
  service.icon = identifier(node.at("icon"));
  service.title = node.at("title").local_text(kWords);
  service.summary = node.at("summary").local_text(kWords);
  service.keywords = lines(node.at("keywords"));
  service.item_code = item_code(node.at("itemCode"));
  service.guide = guide(node.at("guide"));
  service.documents = documents(node.at("identity"));
  service.fingerprints = fingerprints(node.at("identity"), service);
  service.offline =
      node.at("offline").one_of<WhenOffline>({{"store", WhenOffline::Store}, {"refuse", WhenOffline::Refuse}});
  if (service.kind == ServiceKind::Query && service.offline == WhenOffline::Store) {
    node.at("offline").refuse("\"refuse\" for a query, whose answer cannot wait", "write \"refuse\"");
  }
  service.printer =
      node.at("printer").one_of<PrinterNeed>({{"wanted", PrinterNeed::Wanted}, {"required", PrinterNeed::Required}});
  service.declaration = lines(node.at("declaration"));
  service.receipt = read_receipt(node.at("receipt"), service.form);
}

ServiceDefinition read_service(std::string_view service_json, std::string_view form_json) {
  const auto document = parse_json(service_json, kServiceLimits, "service");
  const Node root{document, "service"};
  ServiceDefinition service;
  service.id.value = root.at("id").word(kLongestId, "-");
  service.name = root.at("name").text({1, 120});
  service.version = root.at("version").text({1, 20});
  const auto definition = parse_json(definition_text(root), kDefinitionLimits, "definition");
  service.form = read_form(form_json);
  read_definition(Node{definition, "definition"}, service);
  return service;
}

// For the list of what was refused: the id may be readable although the rest is not.
std::string name_of(std::string_view service_json, std::size_t place) {
  try {
    const auto document = parse_json(service_json, kServiceLimits, "service");
    return Node{document, "service"}.at("id").word(kLongestId, "-");
  } catch (const Refused&) {
    return "#" + std::to_string(place + 1);
  }
}

}  // namespace

bool ServiceDefinition::takes(DocumentKind document) const {
  return std::ranges::find(documents, document) != documents.end();
}

std::expected<ServiceDefinition, std::string> parse_service(std::string_view service_json, std::string_view form_json) {
  try {
    return read_service(service_json, form_json);
  } catch (const Refused& refused) {
    return std::unexpected{refused.problem};
  }
}

Catalogue read_catalogue(const std::vector<CatalogueSource>& sources) {
  Catalogue catalogue;
  for (std::size_t place = 0; place < sources.size(); ++place) {
    const auto& source = sources[place];
    auto service = parse_service(source.service_json, source.form_json);
    if (!service) {
      catalogue.refused.push_back({name_of(source.service_json, place), service.error()});
    } else if (catalogue.services.size() >= kMostServices) {
      catalogue.refused.push_back({service->id.value, "catalogue: expected at most " + std::to_string(kMostServices) +
                                                          " services, found more; offer fewer at this terminal"});
    } else if (std::ranges::find(catalogue.services, service->id, &ServiceDefinition::id) != catalogue.services.end()) {
      catalogue.refused.push_back(
          {service->id.value, "service /id: expected an id that no other service has, found it twice; change one"});
    } else {
      catalogue.services.push_back(*std::move(service));
    }
  }
  std::ranges::stable_sort(catalogue.services, {}, [](const auto& service) { return service.category.order; });
  return catalogue;
}

}  // namespace bianmin::service
