#include "drivers/host/device_options.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

namespace bianmin::device {
namespace {

struct Wrong {
  DeviceOptions options;
  std::string complaint;
};

TEST_CASE("wrong options are told with what is expected, before anything is opened") {
  const auto wrong = GENERATE(values<Wrong>({
      {{"toaster", "tcp:127.0.0.1:1", "", {}},
       "kind 'toaster': expected id-card-reader, social-security-card-reader, code-scanner or receipt-printer"},
      {{"id-card-reader", "usb", "", {}}, "connection 'usb': expected vendor and product"},
      {{"id-card-reader", "serial:/x", "hid", {}}, "model 'hid' of id-card-reader: expected one of sam-v"},
      {{"id-card-reader", "serial:/x", "", {{"find_after_read", "yes"}}}, "quirk 'find_after_read=yes': expected"},
      {{"id-card-reader", "serial:/x", "", {{"photo_output", "jpg"}}}, "quirk 'photo_output=jpg': expected"},
      {{"id-card-reader", "serial:/x", "", {}, "libwlt.so"},
       "photo decoder 'libwlt.so': expected a path from the root"},
      {{"code-scanner", "serial:/x", "zebra", {}},
       "model 'zebra' of code-scanner: expected one of honeywell, newland, plain"},
      {{"code-scanner", "serial:/x", "", {{"a", "b"}}}, "quirk 'a': code-scanner has none"},
      {{"receipt-printer", "tcp:127.0.0.1:1", "typewriter", {}},
       "model 'typewriter' of receipt-printer: expected one of "},
      {{"receipt-printer", "tcp:127.0.0.1:1", "", {{"a", "b"}}}, "quirk 'a': receipt-printer has none"},
      {{"social-security-card-reader", "serial:/x", "", {}},
       "connection 'serial:/x': a social-security-card-reader is "},
      {{"social-security-card-reader", "pcsc:auto", "ccid", {}},
       "model 'ccid' of social-security-card-reader: expected"},
      {{"social-security-card-reader", "pcsc:auto", "", {{"records", "ber"}}}, "quirk records 'ber': expected tlv or"},
      {{"id-card-reader", "pcsc:auto", "", {}}, "connection 'pcsc:auto': an id-card-reader "},
      {{"receipt-printer", "pcsc:auto", "", {}}, "connection 'pcsc:auto': a receipt-printer is on"},
  }));
  const auto opener = opener_for(wrong.options);
  REQUIRE_FALSE(opener);
  CHECK(opener.error().starts_with(wrong.complaint));
}

}  // namespace
}  // namespace bianmin::device
