#include "kiosk/devices/supervisor.h"

#include <sys/wait.h>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <condition_variable>
#include <csignal>
#include <cstdint>
#include <future>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

using namespace bianmin;
using namespace bianmin::devices;
using namespace std::chrono_literals;

namespace {

using Clock = std::chrono::steady_clock;
using flow::Device;

constexpr auto kLimit = 30s;

// Nobody is started again by itself, and nobody is taken for hanging.
constexpr Patience kForEver{.silence = 10min, .first_restart = 10min, .longest_restart = 10min, .stable = 10min};
constexpr Patience kShort{.silence = 10min, .first_restart = 20ms, .longest_restart = 80ms, .stable = 10min};

struct Heard {
  Device device;
  device::FromDevice message;
};
struct LostOne {
  Device device;
  std::string detail;
  Clock::time_point when;
  bool childless;  // the terminal had no child left, living or dead
};

bool has_children() {
  siginfo_t child{};
  return ::waitid(P_ALL, 0, &child, WEXITED | WNOHANG | WNOWAIT) == 0;
}

bool is_alive(pid_t process) { return ::kill(process, 0) == 0; }

// What a supervisor said, for the test to wait on.
class Diary {
 public:
  Supervisor::Hear hear() {
    return [this](Device device, const device::FromDevice& message) {
      const std::lock_guard lock{mutex_};
      heard_.push_back({device, message});
      changed_.notify_all();
    };
  }
  Supervisor::Lost lose() {
    return [this](Device device, const std::string& detail) {
      const std::lock_guard lock{mutex_};
      lost_.push_back({device, detail, Clock::now(), !has_children()});
      changed_.notify_all();
    };
  }

  // All losses, once there are so many.
  std::vector<LostOne> await_lost(std::size_t count) {
    std::unique_lock lock{mutex_};
    REQUIRE(changed_.wait_for(lock, kLimit, [&] { return lost_.size() >= count; }));
    return lost_;
  }

  // All messages of this kind from the device, once there are so many.
  template <typename Message>
  std::vector<Message> await(Device device, std::size_t count) {
    std::unique_lock lock{mutex_};
    std::vector<Message> found;
    REQUIRE(changed_.wait_for(lock, kLimit, [&] {
      found.clear();
      for (const auto& [from, message] : heard_) {
        if (from == device && std::holds_alternative<Message>(message)) found.push_back(std::get<Message>(message));
      }
      return found.size() >= count;
    }));
    return found;
  }

  pid_t await_process(Device device, std::size_t number = 1) {
    return std::stoi(await<device::Ready>(device, number).at(number - 1).detail);
  }

  std::size_t losses() {
    const std::lock_guard lock{mutex_};
    return lost_.size();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Heard> heard_;
  std::vector<LostOne> lost_;
};

DeviceOrder fake(const std::string& mode, Device device = Device::IdCardReader) {
  return {device, {BIANMIN_FAKE_DEVICE, {mode}}};
}

}  // namespace

TEST_CASE("a device is started, heard, and hears") {
  Diary diary;
  Supervisor supervisor{{fake("well")}, kForEver, diary.hear(), diary.lose()};
  CHECK(diary.await<device::Ready>(Device::IdCardReader, 1).front().model == "fake");
  supervisor.send(Device::IdCardReader, device::StartReading{{7}});
  CHECK(diary.await<device::CardSeen>(Device::IdCardReader, 1).front() == device::CardSeen{{7}});
  diary.await<device::Heartbeat>(Device::IdCardReader, 3);
  CHECK(diary.losses() == 0);
}

TEST_CASE("a message goes to its device alone, or to all") {
  Diary diary;
  Supervisor supervisor{{fake("well"), fake("well", Device::CodeScanner)}, kForEver, diary.hear(), diary.lose()};
  diary.await_process(Device::IdCardReader);
  diary.await_process(Device::CodeScanner);
  supervisor.send(Device::IdCardReader, device::StartReading{{1}});
  supervisor.send(Device::CodeScanner, device::StartReading{{2}});
  supervisor.send_all(device::EndVisit{});
  // A device answers in order: what came before its answer to the last message is all that it was sent.
  for (const auto device : {Device::IdCardReader, Device::CodeScanner}) diary.await<device::CardLifted>(device, 1);
  CHECK(diary.await<device::CardSeen>(Device::IdCardReader, 1) == std::vector{device::CardSeen{{1}}});
  CHECK(diary.await<device::CardSeen>(Device::CodeScanner, 1) == std::vector{device::CardSeen{{2}}});
}

TEST_CASE("a device that dies is started again, later each time, and leaves no zombie") {
  Diary diary;
  const auto began = Clock::now();
  Supervisor supervisor{{fake("dies-at-once")}, kShort, diary.hear(), diary.lose()};
  const auto lost = diary.await_lost(8);
  auto earliest = began;
  for (std::size_t at = 0; at < lost.size(); ++at) {
    INFO("loss " << at);
    CHECK(lost[at].detail == "it ended");
    CHECK(lost[at].childless);
    CHECK(lost[at].when >= earliest);
    earliest += std::min(20ms * (1 << at), 80ms);
  }
}

TEST_CASE("the delay between starts stops growing") {
  Diary diary;
  const Patience patience{.silence = 10min, .first_restart = 5ms, .longest_restart = 10ms, .stable = 10min};
  Supervisor supervisor{{fake("dies-at-once")}, patience, diary.hear(), diary.lose()};
  diary.await_lost(16);  // doubled without an end, the last delays would be minutes
}

TEST_CASE("a device that lived long is started again soon, however often it died before") {
  Diary diary;
  const Patience patience{.silence = 10min, .first_restart = 50ms, .longest_restart = 10min, .stable = 1s};
  Supervisor supervisor{{fake("dies-after-message")}, patience, diary.hear(), diary.lose()};
  constexpr std::size_t kDeaths = 12;  // the next delay would be minutes
  for (std::size_t death = 1; death <= kDeaths; ++death) {
    diary.await_process(Device::IdCardReader, death);
    supervisor.send(Device::IdCardReader, device::StartReading{{death}});
    diary.await_lost(death);
    supervisor.retry();
  }
  diary.await_process(Device::IdCardReader, kDeaths + 1);
  const auto stable = Clock::now() + patience.stable;
  for (std::size_t beats = 1; Clock::now() <= stable; ++beats)
    diary.await<device::Heartbeat>(Device::IdCardReader, beats);
  supervisor.send(Device::IdCardReader, device::StartReading{{99}});
  diary.await_lost(kDeaths + 1);
  diary.await_process(Device::IdCardReader, kDeaths + 2);
}

TEST_CASE("a device that is down is started at once when it is asked for") {
  Diary diary;
  Supervisor supervisor{{fake("dies-at-once")}, kForEver, diary.hear(), diary.lose()};
  diary.await_lost(1);
  supervisor.retry();
  diary.await_lost(2);
}

TEST_CASE("a device whose orders piled up starts afresh, so that none is missing in between") {
  Diary diary;
  std::promise<void> heard;
  std::promise<void> go;
  bool first = true;
  // The supervisor's own thread is held up, where it hears.
  const auto hear = [&, tell = diary.hear()](Device device, const device::FromDevice& message) {
    if (std::exchange(first, false)) {
      heard.set_value();
      go.get_future().wait();
    }
    tell(device, message);
  };
  Supervisor supervisor{{fake("well")}, kShort, hear, diary.lose()};
  heard.get_future().wait();
  for (std::uint64_t order = 0; order < 100; ++order) {
    supervisor.send(Device::IdCardReader, device::StartReading{{order}});
  }
  go.set_value();
  CHECK(diary.await_lost(1)[0].detail == "its orders piled up");
  CHECK(diary.await<device::Ready>(Device::IdCardReader, 2).size() == 2);
}

TEST_CASE("a device that hangs is killed and started again; one that beats is not") {
  Diary diary;
  Patience patience = kShort;
  patience.silence = 2s;
  Supervisor supervisor{{fake("hangs"), fake("well", Device::CodeScanner)}, patience, diary.hear(), diary.lose()};
  const auto first = diary.await_process(Device::IdCardReader);
  const auto lost = diary.await_lost(1);
  CHECK(lost[0].device == Device::IdCardReader);
  CHECK(lost[0].detail == "it hangs");
  CHECK_FALSE(is_alive(first));
  CHECK(diary.await_process(Device::IdCardReader, 2) != first);
  CHECK(diary.await<device::Ready>(Device::CodeScanner, 1).size() == 1);
}

TEST_CASE("rubbish ends a device, and what it said before still counts") {
  Diary diary;
  Supervisor supervisor{{fake("rubbish")}, kShort, diary.hear(), diary.lose()};
  const auto lost = diary.await_lost(2);
  CHECK_FALSE(lost[0].detail.empty());
  CHECK(lost[0].detail != "it ended");
  CHECK(lost[0].childless);
  diary.await_process(Device::IdCardReader, 2);
}

TEST_CASE("a device that never stops talking is ended, and keeps nobody from another") {
  Diary diary;
  Supervisor supervisor{{fake("never-stops"), fake("well", Device::CodeScanner)}, kShort, diary.hear(), diary.lose()};
  const auto lost = diary.await_lost(2);
  CHECK(lost[0].device == Device::IdCardReader);
  CHECK(lost[0].detail == "it never stops talking");
  supervisor.send(Device::CodeScanner, device::StartReading{{5}});
  CHECK(diary.await<device::CardSeen>(Device::CodeScanner, 1).front().ticket == Ticket{5});
}

TEST_CASE("a device refuses its settings") {
  Diary diary;
  Supervisor supervisor{{fake("bad-settings")}, kShort, diary.hear(), diary.lose()};
  const auto lost = diary.await_lost(3);
  for (const auto& one : lost) CHECK(one.detail == "refused its settings; see the log");
}

TEST_CASE("the device program is not there") {
  Diary diary;
  Supervisor supervisor{{{Device::ReceiptPrinter, {"/no/such/program", {}}}}, kShort, diary.hear(), diary.lose()};
  const auto lost = diary.await_lost(2);
  CHECK(lost[0].detail == "cannot start /no/such/program: No such file or directory");
  CHECK(lost[0].childless);
}

TEST_CASE("messages reach the new process, and not those that were meant for the dead one") {
  Diary diary;
  Supervisor supervisor{{fake("dies-after-message")}, kForEver, diary.hear(), diary.lose()};
  const auto first = diary.await_process(Device::IdCardReader);
  supervisor.send(Device::IdCardReader, device::StartReading{{1}});
  CHECK(diary.await<device::CardSeen>(Device::IdCardReader, 1).front().ticket == Ticket{1});
  diary.await_lost(1);
  CHECK_FALSE(is_alive(first));
  supervisor.send(Device::IdCardReader, device::StartReading{{2}});
  supervisor.retry();
  CHECK(diary.await_process(Device::IdCardReader, 2) != first);
  supervisor.send(Device::IdCardReader, device::StartReading{{3}});
  CHECK(diary.await<device::CardSeen>(Device::IdCardReader, 2).at(1).ticket == Ticket{3});
}

TEST_CASE("sending never waits, and a device that does not read is ended") {
  Diary diary;
  Supervisor supervisor{{fake("deaf")}, kForEver, diary.hear(), diary.lose()};
  diary.await_process(Device::IdCardReader);
  const auto began = Clock::now();
  for (std::uint64_t at = 0; at < 12; ++at) {
    supervisor.send(Device::IdCardReader, device::Print{{at}, MonoBitmap{8, 900'000, Bytes(900'000)}});
  }
  CHECK(Clock::now() - began < 5s);
  CHECK(diary.await_lost(1)[0].detail == "it does not listen");
}

TEST_CASE("the supervisor's end is the end of every device, whatever it is doing") {
  const std::vector<std::pair<Device, std::string>> modes{
      {Device::IdCardReader, "well"}, {Device::CodeScanner, "hangs"}, {Device::ReceiptPrinter, "deaf"}};
  Diary diary;
  std::vector<pid_t> processes;
  {
    std::vector<DeviceOrder> orders;
    for (const auto& [device, mode] : modes) orders.push_back(fake(mode, device));
    Supervisor supervisor{orders, kForEver, diary.hear(), diary.lose()};
    for (const auto& [device, mode] : modes) processes.push_back(diary.await_process(device));
    CHECK(std::ranges::all_of(processes, is_alive));
  }
  CHECK(std::ranges::none_of(processes, is_alive));
  CHECK_FALSE(has_children());
  CHECK(diary.losses() == 0);
}

TEST_CASE("a supervisor without devices ends as well") {
  Diary diary;
  Supervisor supervisor{{}, kForEver, diary.hear(), diary.lose()};
  supervisor.send_all(device::EndVisit{});
  supervisor.retry();
}
