#pragma once
// Personal data made fit for a screen in a hall. Never splits a UTF-8 character; broken UTF-8 comes out as stars.
#include <string>
#include <string_view>

namespace bianmin::service {

[[nodiscard]] std::string mask_number(std::string_view number);    // 1101**********002X
[[nodiscard]] std::string mask_name(std::string_view name);        // 张*明, 李*, J*** S****
[[nodiscard]] std::string mask_phone(std::string_view phone);      // 138****0000
[[nodiscard]] std::string mask_address(std::string_view address);  // 北京市朝阳区******
// For an answer of no known kind: all but the first character.
[[nodiscard]] std::string mask_text(std::string_view text);

}  // namespace bianmin::service
