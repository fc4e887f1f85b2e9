#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>

#include "kioskctl/card_list.h"

namespace bianmin::kioskctl {
namespace {

namespace fs = std::filesystem;
using Lines = std::vector<std::string>;

TEST_CASE("each serial line is listed once, by the name that stays") {
  const auto folder = fs::temp_directory_path() / ("kioskctl-lines-" + std::to_string(::getpid()));
  fs::create_directories(folder / "serial" / "by-id");
  for (const auto* name : {"ttyUSB0", "ttyUSB1", "ttyACM0", "ttyS0", "null"}) std::ofstream{folder / name} << "";
  fs::create_symlink("../../ttyUSB1", folder / "serial" / "by-id" / "usb-reader");
  fs::create_symlink("../../ttyUSB7", folder / "serial" / "by-id" / "usb-gone");
  CHECK(serial_lines(folder.string()) ==
        Lines{folder / "serial/by-id/usb-reader", folder / "ttyACM0", folder / "ttyUSB0"});
  fs::remove_all(folder);
  CHECK(serial_lines(folder.string()).empty());
}

}  // namespace
}  // namespace bianmin::kioskctl
