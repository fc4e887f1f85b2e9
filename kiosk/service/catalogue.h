#pragma once
// Reads the platform's catalogue. Everything in it is hostile: sizes, depth and counts are capped before use.
#include <cstddef>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/service/definition.h"

namespace bianmin::service {

inline constexpr std::size_t kLargestServiceJson = std::size_t{256} * 1024;  // bytes
inline constexpr std::size_t kLargestFormJson = std::size_t{256} * 1024;     // bytes
inline constexpr std::size_t kLongestAnswer = 500;                           // characters
inline constexpr std::size_t kMostServices = 500;

// `service_json`: GovStack's answer of GET /services/{id}, whose serviceBody holds `bianmin.definition`.
// `form_json`: GovStack's EForm. A problem is one sentence for the operator: place as JSON pointer, what was expected,
// what to do. Thread: any.
[[nodiscard]] std::expected<ServiceDefinition, std::string> parse_service(std::string_view service_json,
                                                                          std::string_view form_json);

struct CatalogueSource {
  std::string service_json;
  std::string form_json;
};

struct RefusedService {
  std::string id;  // as far as it could be read; else "#<n>", its place in the list
  std::string problem;
  friend bool operator==(const RefusedService&, const RefusedService&) = default;
};

struct Catalogue {
  std::vector<ServiceDefinition> services;  // by category order, then as the platform listed them
  std::vector<RefusedService> refused;
  friend bool operator==(const Catalogue&, const Catalogue&) = default;
};

// One bad service never spoils the others.
[[nodiscard]] Catalogue read_catalogue(const std::vector<CatalogueSource>& sources);

}  // namespace bianmin::service
