#pragma once
// The hall, its services and the people in it, from which samples are put together.
#include <cstddef>
#include <memory>

#include "kiosk/flow/state.h"

namespace bianmin::screens::samples {

// A hall with eight services of six kinds; two of them are those of config/services.
[[nodiscard]] std::shared_ptr<const service::Catalogue> catalogue();
[[nodiscard]] std::shared_ptr<const service::ServiceDefinition> insurance_record();
[[nodiscard]] std::shared_ptr<const service::ServiceDefinition> address_change();

// All is well with it.
[[nodiscard]] flow::Terminal terminal();

[[nodiscard]] service::Holder zhang();  // an ordinary resident
[[nodiscard]] service::Holder smith();  // a permanent resident with a long foreign name

// Somebody who opened this service; with a card and answers once they are that far.
[[nodiscard]] flow::Visit opened(std::shared_ptr<const service::ServiceDefinition> service);
[[nodiscard]] flow::Visit identified(std::shared_ptr<const service::ServiceDefinition> service);
[[nodiscard]] flow::Visit answered_address_change();
[[nodiscard]] flow::Visit answered_insurance_record();
// Of the same service, had it asked for fingerprints; so many were read.
[[nodiscard]] flow::Visit with_fingerprints(flow::Visit visit, std::size_t count);

// Sealed; and what became of it.
[[nodiscard]] flow::Visit sealed(flow::Visit visit);
[[nodiscard]] flow::Visit stored(flow::Visit visit);
[[nodiscard]] flow::Visit accepted(flow::Visit visit);
// With a table of `months` lines.
[[nodiscard]] flow::Visit with_result(flow::Visit visit, int months);

}  // namespace bianmin::screens::samples
