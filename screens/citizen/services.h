#pragma once
// How services are spoken of on several screens. Inside screens only.
#include <string>
#include <vector>

#include "kiosk/flow/offers.h"
#include "kiosk/service/definition.h"
#include "screens/citizen/frame.h"

namespace bianmin::screens {

// Why it cannot be begun now, and what to do.
[[nodiscard]] std::string why_not(const Frame& frame, flow::Unavailable why);
// How a service stands on the home page.
enum class TileLook {
  Large,    // there are few: its summary, too
  Upright,  // its icon above its title
  Flat,     // its icon beside its title: for low reach, where height is dear
  Line      // one below the other, with their summaries
};
// Disabled, with the sentence why, when it cannot be begun.
[[nodiscard]] scene::Node service_tile(const Frame& frame, const service::ServiceDefinition& service, TileLook look);
// The same as a line of the search's results.
[[nodiscard]] scene::Node service_line(const Frame& frame, const service::ServiceDefinition& service);

// "居民身份证、港澳台居民居住证": the documents a service takes; a kind of document is named once.
[[nodiscard]] std::string documents_taken(const Frame& frame, const service::ServiceDefinition& service);

}  // namespace bianmin::screens
