#pragma once
// Which services can be begun right now, and why the others cannot. Screens and transitions ask the same functions.
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/flow/state.h"
#include "kiosk/service/receipt_document.h"

namespace bianmin::flow {

enum class Unavailable { NoReader, NoPrinter, NoPlatform, NoStorage };

// How a citizen can say who he is.
enum class Way { IdCard, SocialSecurityCard, ElectronicId };

// Those that the service takes, in this order, whether they work or not.
[[nodiscard]] std::vector<Way> ways_of(const service::ServiceDefinition& service);
// Whether it can be used right now: its device is ready, and the platform, which alone knows an electronic ID, answers.
[[nodiscard]] bool is_open(const Health& health, Way way);
[[nodiscard]] Device device_of(Way way);

// Empty: it can be begun.
[[nodiscard]] std::optional<Unavailable> why_unavailable(const Terminal& terminal,
                                                         const service::ServiceDefinition& service);

// Screens cut longer lists into pages themselves (scene::Paged); candidates keep a fixed number a page.
inline constexpr std::size_t kCandidatesOnAPage = 6;

// The services of one category (empty: all), in the catalogue's order.
[[nodiscard]] std::vector<const service::ServiceDefinition*> services_in(const Terminal& terminal,
                                                                         std::string_view category);
// Each category once, in order.
[[nodiscard]] std::vector<const service::Category*> categories_in(const Terminal& terminal);

// Shares the ownership of the catalogue. Null when there is no such service (any more).
[[nodiscard]] std::shared_ptr<const service::ServiceDefinition> find_service(const Terminal& terminal,
                                                                             std::string_view id);

// One row of the review: a visible field that has an answer.
struct ReviewRow {
  const service::Field* field;
  std::size_t form_page;
};
[[nodiscard]] std::vector<ReviewRow> review_rows(const Visit& visit);

// The steps that the dots at the top name.
enum class Stage { Guide, Identity, Form, Review, Receipt };
[[nodiscard]] std::optional<Stage> stage_of(const State& state);

// What the receipt of this visit says; used for paper and screen alike. Needs service, holder and submitted.
[[nodiscard]] receipt::ReceiptDocument receipt_of(const House& house, const Visit& visit, bool copy);

// What the code on the screen says in place of a receipt.
[[nodiscard]] std::string receipt_code_of(const Visit& visit);

}  // namespace bianmin::flow
