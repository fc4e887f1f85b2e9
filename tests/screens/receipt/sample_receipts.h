#pragma once
// Receipts as the terminal prints them, made up, for goldens and for looking at.
#include "screens/receipt/document.h"

namespace bianmin::receipt {

// 18 months of contributions, in Chinese.
[[nodiscard]] Document social_insurance_record();
// A change of address, in English, for a holder with a long name and a long address.
[[nodiscard]] Document address_change();
// A name of rare characters, one of which no font has (a private-use character), in Chinese.
[[nodiscard]] Document rare_name();

}  // namespace bianmin::receipt
