#include "kiosk/runner/catalogue_fetch.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

namespace bianmin::runner {
namespace {

using Json = nlohmann::json;

constexpr std::chrono::seconds kPatience{10};
constexpr std::size_t kLongestId = 64;  // characters

Json parse(const std::string& text) { return Json::parse(text, nullptr, false); }

// Ids go into paths: letters, digits and dashes only, whatever a platform sends.
bool is_id(const Json& value) {
  if (!value.is_string()) return false;
  const auto& text = value.get_ref<const std::string&>();
  return !text.empty() && text.size() <= kLongestId && std::ranges::all_of(text, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
  });
}

// The ids named in a list of objects; what is not one is left out, and shows as a missing service.
std::vector<std::string> ids_in(const Json& list, const char* member) {
  std::vector<std::string> ids;
  if (!list.is_array()) return ids;
  for (const auto& item : list) {
    if (ids.size() >= service::kMostServices) break;
    if (item.is_object() && item.contains(member) && is_id(item[member]))
      ids.push_back(item[member].get<std::string>());
  }
  return ids;
}

// The newest form: the one marked so, else the last.
std::string newest_form(const Json& list) {
  std::string newest;
  if (!list.is_array()) return newest;
  for (const auto& item : list) {
    if (!item.is_object() || !item.contains("eFormId") || !is_id(item["eFormId"])) continue;
    newest = item["eFormId"].get<std::string>();
    if (item.contains("latest") && item["latest"] == true) break;
  }
  return newest;
}

flow::Link link_of(const platform::PlatformFault& fault) {
  constexpr int kUnauthorised = 401;
  constexpr int kForbidden = 403;
  if (fault.status == kUnauthorised || fault.status == kForbidden ||
      fault.why == platform::WireFault::CertificateNotAccepted) {
    return flow::Link::Forbidden;
  }
  return flow::Link::Down;
}

bool concerns_only_this(const platform::PlatformFault& fault) {
  return link_of(fault) == flow::Link::Down &&
         (fault.why == platform::WireFault::NotFound || fault.why == platform::WireFault::Refused ||
          fault.why == platform::WireFault::TooLarge);
}

}  // namespace

std::expected<std::string, CatalogueProblem> CatalogueFetch::get(platform::Client& client, const std::string& path) {
  constexpr int kNotModified = 304;
  asked_.insert(path);
  auto& kept = kept_[path];
  auto fetched = client.fetch(path, kept.etag, kPatience);
  if (!fetched) {
    const auto& fault = fetched.error();
    auto sentence = "GET " + path + ": " + std::string{platform::to_string(fault.why)};
    if (fault.status != 0) sentence += " (status " + std::to_string(fault.status) + ")";
    if (!client.last_error().empty()) sentence += ": " + client.last_error();
    return std::unexpected{CatalogueProblem{link_of(fault), std::move(sentence), concerns_only_this(fault)}};
  }
  if (fetched->status != kNotModified) kept = {fetched->etag, to_string(fetched->body)};
  return kept.body;
}

std::expected<service::CatalogueSource, CatalogueProblem> CatalogueFetch::get_service(platform::Client& client,
                                                                                      const std::string& id) {
  const auto path = "/services/" + id;
  auto one = get(client, path);
  if (!one) return std::unexpected{one.error()};
  const auto forms = get(client, path + "/eForms");
  if (!forms) return std::unexpected{forms.error()};
  service::CatalogueSource source{std::move(*one), {}};
  if (const auto form = newest_form(parse(*forms)); !form.empty()) {
    auto text = get(client, "/eForms/" + form);
    if (!text) return std::unexpected{text.error()};
    source.form_json = std::move(*text);
  }
  return source;
}

std::expected<std::shared_ptr<const service::Catalogue>, CatalogueProblem> CatalogueFetch::fetch(
    platform::Client& client) {
  asked_.clear();
  const auto text = get(client, "/services");
  if (!text) return std::unexpected{text.error()};
  const auto list = parse(*text);
  // An empty list closes every service; a broken answer must not.
  if (!list.is_array()) return std::unexpected{CatalogueProblem{flow::Link::Down, "GET /services: it is no list"}};
  std::vector<service::CatalogueSource> sources;
  std::vector<service::RefusedService> missing;
  for (const auto& id : ids_in(list, "id")) {
    auto source = get_service(client, id);
    if (source) {
      sources.push_back(std::move(*source));
    } else if (source.error().only_this) {
      missing.push_back({id, source.error().sentence});
    } else {
      return std::unexpected{source.error()};
    }
  }
  std::erase_if(kept_, [this](const auto& entry) { return !asked_.contains(entry.first); });
  auto catalogue = service::read_catalogue(sources);
  catalogue.refused.insert(catalogue.refused.end(), missing.begin(), missing.end());
  return std::make_shared<const service::Catalogue>(std::move(catalogue));
}

}  // namespace bianmin::runner
