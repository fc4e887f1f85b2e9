#pragma once
// What the platform says of the holder of an electronic ID, once it has verified the code.
#include <cstddef>
#include <expected>
#include <string>
#include <string_view>

#include "kiosk/service/holder.h"

namespace bianmin::service {

inline constexpr std::size_t kLargestElectronicId = std::size_t{16} * 1024;  // bytes

// Reads the answer to POST /bianmin/electronic-ids (schema electronicIdHolder of config/platform-api.yaml). The error
// says what is wrong where, for the log; it never quotes a value. A number whose check character (GB 11643)
// is wrong is such an error; a lower-case x at its end becomes a capital one.
[[nodiscard]] std::expected<Holder, std::string> read_electronic_id(std::string_view json);

}  // namespace bianmin::service
