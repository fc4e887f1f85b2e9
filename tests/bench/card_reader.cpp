// What a card costs beyond the wire, what waiting for one costs, and whether reading many leaks: the real device
// process against the emulated reader on a serial line.
//
// bench_card_reader [CARDS [SECONDS]]: how many to read in a row (default 10,000), how long to wait for one (default
// 15).
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "tests/drivers/host/emulator.h"
#include "tests/drivers/host/running_device.h"

namespace {

using namespace bianmin;
using namespace bianmin::device;
using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

constexpr std::uint64_t kWarm = 100;  // cards after which everything that grows once has grown
constexpr int kRounds = 100;
constexpr auto kCard = "zhang-xiaoming";

// The answers to find, select, read and newest address, ten bits a byte. The emulator takes requests at once.
constexpr double kBytes = 15 + 19 + 1295 + 11;
constexpr double kWire = kBytes * 10 * 1000 / 115'200;  // ms

struct Bench {
  tests::Emulator reader;
  tests::RunningDevice device;

  explicit Bench(std::vector<std::string> more)
      : reader{"sam_v_reader.py", with_link(std::move(more))},
        device{{"--kind", "id-card-reader", "--connection", "serial:" + (reader.folder() / "line")}} {
    static_cast<void>(device.await<Ready>());
  }
  static std::vector<std::string> with_link(std::vector<std::string> words) {
    words.insert(words.end(), {"--link", "@/line"});
    return words;
  }
};

// Of the device process, in KiB.
long resident(pid_t process) {
  std::ifstream statm{"/proc/" + std::to_string(process) + "/statm"};
  long pages = 0;
  long in_memory = 0;
  statm >> pages >> in_memory;
  return in_memory * (::sysconf(_SC_PAGESIZE) / 1024);
}

void print(const char* name, double value, const char* unit, int places = 1) {
  std::printf("%s\t%.*f\t%s\n", name, places, value, unit);
  std::fflush(stdout);
}

void read_in_a_row(std::uint64_t cards) {
  Bench bench{{}};
  bench.reader.command(std::string{"lay "} + kCard);
  const auto begun = Clock::now();
  long warm = 0;
  std::uint64_t wrong = 0;
  for (std::uint64_t ticket = 1; ticket <= cards; ++ticket) {
    bench.device.say(StartReading{{ticket}});
    const auto read = bench.device.await<CardRead>();
    if (read.ticket != Ticket{ticket} || read.card.number != "44980119850312001X") ++wrong;
    if (ticket == std::min(cards, kWarm)) warm = resident(bench.device.pid());
  }
  const Milliseconds taken = Clock::now() - begun;
  print("cards read in a row", static_cast<double>(cards), "");
  print("wrong or missing among them", static_cast<double>(wrong), "");
  print("time for all", taken.count() / 1000, "s");
  print("resident memory of the device process after 100 cards", static_cast<double>(warm), "KiB");
  print("resident memory of the device process at the end", static_cast<double>(resident(bench.device.pid())), "KiB");
}

// With the line at the speed of a real one. The time begins before the reader is told of the card, so the telling and
// whatever the emulated reader takes to think belong to it.
void time_beyond_the_wire() {
  Bench bench{{"--pace"}};
  std::mt19937 dice{20260118};
  std::uniform_int_distribution<int> hand{40'000, 90'000};  // microseconds: at any moment between two looks
  std::vector<double> times;
  for (std::uint64_t ticket = 1; ticket <= kRounds; ++ticket) {
    bench.device.say(StartReading{{ticket}});
    if (ticket > 1) static_cast<void>(bench.device.await<CardLifted>());
    std::this_thread::sleep_for(std::chrono::microseconds{hand(dice)});
    const auto begun = Clock::now();
    bench.reader.command(std::string{"lay "} + kCard);
    static_cast<void>(bench.device.await<CardRead>());
    times.push_back(Milliseconds{Clock::now() - begun}.count() - kWire);
    bench.reader.command("remove");
  }
  std::ranges::sort(times);
  print("wire time of one card at 115200 baud", kWire, "ms");
  print("from card laid to CardRead beyond the wire, median", times[times.size() / 2], "ms");
  print("from card laid to CardRead beyond the wire, p99", times[times.size() * 99 / 100], "ms");
}

void cost_of_waiting(std::chrono::seconds span) {
  Bench bench{{"--pace"}};
  bench.device.say(StartReading{{1}});
  static_cast<void>(bench.device.await<Heartbeat>());
  const auto begun = Clock::now();
  const auto before = bench.device.processor_time();
  while (Clock::now() - begun < span) static_cast<void>(bench.device.await<Heartbeat>());
  const Milliseconds used = bench.device.processor_time() - before;
  const Milliseconds taken = Clock::now() - begun;
  print("processor of the device process while it waits for a card", used / taken * 100, "%", 2);
}

}  // namespace

int main(int count, char** arguments) {
  const auto number = [&](int place, unsigned long long usual) {
    return count > place ? std::strtoull(arguments[place], nullptr, 10) : usual;
  };
  const auto cards = number(1, 10'000);
  const auto seconds = number(2, 15);
  if (cards == 0 || seconds == 0) {
    std::fprintf(stderr, "bench_card_reader: expected a number of cards, and a number of seconds\n");
    return 2;
  }
  try {
    time_beyond_the_wire();
    cost_of_waiting(std::chrono::seconds{seconds});
    read_in_a_row(cards);
  } catch (const std::exception& fault) {
    std::fprintf(stderr, "bench_card_reader: %s\n", fault.what());
    return 1;
  }
  return 0;
}
