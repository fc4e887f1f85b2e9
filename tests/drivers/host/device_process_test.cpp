// What every device process does, whatever its device.
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <sstream>

#include "tests/drivers/host/emulator.h"
#include "tests/drivers/host/running_device.h"

namespace bianmin::tests {
namespace {

using namespace device;

RunningDevice without_device(const Folder& folder, const std::string& kind) {
  return RunningDevice{{"--kind", kind, "--connection", "serial:" + folder / "nothing"}};
}

TEST_CASE("a device that is not there is told once, and the process lives on") {
  const Folder folder;
  auto process = without_device(folder, "id-card-reader");
  CHECK(process.await<Unready>() == Unready{DeviceTrouble::Missing, "serial:" + folder / "nothing" + ": missing"});
  for (int beats = 0; beats < 3; ++beats) process.await<Heartbeat>();
  CHECK(process.count<Unready>() == 1);
}

TEST_CASE("a job for a printer that is not there is answered") {
  const Folder folder;
  auto process = without_device(folder, "receipt-printer");
  process.await<Unready>();
  process.say(Print{{7}, MonoBitmap{8, 1, {0xFF}}});
  CHECK(process.await<PrintFinished>() == PrintFinished{{7}, PrintOutcome::Failed, 0, PrinterFault::Disconnected});
}

TEST_CASE("the process ends with its terminal") {
  const Folder folder;
  auto process = without_device(folder, "code-scanner");
  process.await<Unready>();
  SECTION("when it hangs up") { process.hang_up(); }
  SECTION("when it says so") { process.say(Shutdown{}); }
  CHECK(process.await_exit() == 0);
}

TEST_CASE("a wrong command line ends with status 2") {
  RunningDevice process{{"--kind", "toaster", "--connection", "tcp:127.0.0.1:1"}};
  CHECK(process.await_exit() == 2);
}

TEST_CASE("the process may leave no core file") {
  const Folder folder;
  auto process = without_device(folder, "id-card-reader");
  process.await<Unready>();
  std::ifstream limits{"/proc/" + std::to_string(process.pid()) + "/limits"};
  std::stringstream text;
  text << limits.rdbuf();
  const auto line = text.str().find("Max core file size");
  REQUIRE(line != std::string::npos);
  std::istringstream words{text.str().substr(line + std::string{"Max core file size"}.size())};
  std::string soft;
  std::string hard;
  words >> soft >> hard;
  CHECK(soft == "0");
  CHECK(hard == "0");
}

}  // namespace
}  // namespace bianmin::tests
