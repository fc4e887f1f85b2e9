#include "drivers/code_scanner/dialect.h"

#include <algorithm>

namespace bianmin::drivers {
namespace {

constexpr std::string_view kHoneywellSettings[] = {
    "TRGMOD0",     // scan on the trigger command only
    "TRGSTO0",     // and until told to stop
    "ALLENA0",     // no symbology
    "QRCENA1",     // but QR
    "SUFBK2990D",  // a carriage return behind every code
};

constexpr std::string_view kNewlandSettings[] = {
    "SCNMOD0",   // scan on the trigger command only
    "ORTSET0",   // and until told to stop
    "SETUPE0",   // set-up codes held before it do nothing
    "ALLENA0",   // no symbology
    "QRCENA1",   // but QR
    "TSUENA1",   // a terminator behind every code:
    "TSUSET0D",  // a carriage return
};

// In octal, because a hexadecimal escape would swallow the digits behind it.
constexpr ScannerDialect kDialects[] = {
    {"honeywell", "\026T\r", "\026U\r", false, "\026M\r", "!", '\006', "!", kHoneywellSettings, "qr"},
    {"newland", "~\0010000#SCNTRG1;\003", "~\0010000#SCNTRG0;\003", true, "~\0010000#", ";\003", '\006', ";\003",
     kNewlandSettings, "qr"},
    {"plain", "", "", false, "", "", '\0', "", {}, ""},
};

}  // namespace

std::span<const ScannerDialect> scanner_dialects() { return kDialects; }

const ScannerDialect* find_scanner_dialect(std::string_view name) {
  const auto found = std::ranges::find(kDialects, name, &ScannerDialect::name);
  return found == std::end(kDialects) ? nullptr : &*found;
}

}  // namespace bianmin::drivers
