#pragma once
// The receipt's templates of a definition. Inside this room only.
#include <vector>

#include "kiosk/service/definition.h"
#include "kiosk/service/json_reading.h"

namespace bianmin::service {

// `receipt`: the definition's member of that name. Throws Refused.
[[nodiscard]] std::vector<BlockTemplate> read_receipt(const Node& receipt, const Form& form);

}  // namespace bianmin::service
