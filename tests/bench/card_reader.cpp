// What reading a card costs beyond the wire, and whether reading many leaks: the real device process against the
// emulated reader on a serial line.
//
// bench_card_reader [CARDS]: how many to read in a row (default 10,000).
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <string>
#include <vector>

#include "tests/drivers/host/emulator.h"
#include "tests/drivers/host/running_device.h"

namespace {

using namespace bianmin;
using namespace bianmin::device;
using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

constexpr std::uint64_t kWarm = 100;  // cards after which everything that grows once has grown
constexpr int kRounds = 60;
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

void print(const char* name, double value, const char* unit) {
  std::printf("%s\t%.1f\t%s\n", name, value, unit);
  std::fflush(stdout);
}

void print_times(const std::string& name, std::vector<double> times) {
  std::ranges::sort(times);
  print((name + ", median").c_str(), times[times.size() / 2], "ms");
  print((name + ", p99").c_str(), times[times.size() * 99 / 100], "ms");
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

// With the line at the speed of a real one.
void time_beyond_the_wire() {
  Bench bench{{"--pace"}};
  std::uint64_t ticket = 0;
  std::vector<double> lying;
  std::vector<double> laid;
  for (int round = 0; round < kRounds; ++round) {
    bench.reader.command(std::string{"lay "} + kCard);
    auto begun = Clock::now();
    bench.device.say(StartReading{{++ticket}});
    static_cast<void>(bench.device.await<CardRead>());
    lying.push_back(Milliseconds{Clock::now() - begun}.count() - kWire);
    bench.reader.command("remove");
    static_cast<void>(bench.device.await<CardLifted>());

    bench.device.say(StartReading{{++ticket}});
    static_cast<void>(bench.device.await<Heartbeat>());
    bench.reader.command(std::string{"lay "} + kCard);
    begun = Clock::now();
    static_cast<void>(bench.device.await<CardRead>());
    laid.push_back(Milliseconds{Clock::now() - begun}.count() - kWire);
    bench.reader.command("remove");
    static_cast<void>(bench.device.await<CardLifted>());
  }
  print("wire time of one card at 115200 baud", kWire, "ms");
  print_times("from looking to CardRead beyond the wire", lying);
  print_times("from card laid to CardRead beyond the wire, with the wait for the next look", laid);
}

}  // namespace

int main(int count, char** arguments) {
  const auto cards = count > 1 ? std::strtoull(arguments[1], nullptr, 10) : 10'000;
  if (cards == 0) {
    std::fprintf(stderr, "bench_card_reader: '%s': expected a number of cards\n", arguments[1]);
    return 2;
  }
  try {
    time_beyond_the_wire();
    read_in_a_row(cards);
  } catch (const std::exception& fault) {
    std::fprintf(stderr, "bench_card_reader: %s\n", fault.what());
    return 1;
  }
  return 0;
}
