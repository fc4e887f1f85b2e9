// How long a citizen waits for the disk: one application sealed, from the call to its return with the bytes on disk.
//
// bench_sealed_commit [FOLDER]: FOLDER lies on the disk to be measured (default /var/tmp, which is seldom memory).
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

#include "kiosk/journal/journal.h"

namespace {

using namespace bianmin;
using namespace bianmin::journal;
using Milliseconds = std::chrono::duration<double, std::milli>;

constexpr int kWarmUp = 20;
constexpr int kRuns = 1'000;
constexpr std::size_t kBody = 4'096;     // bytes: a long form
constexpr std::size_t kContext = 1'024;  // bytes

Application application_number(int number) {
  return {.key = {"8e03978e-40d5-43dd-bc93-" + std::to_string(number)},
          .service = {"f7d33db0-2809-484e-a780-76b7ccd4ecbf"},
          .body = Bytes(kBody, static_cast<std::uint8_t>(number)),
          .local_number = "BM-" + std::to_string(number),
          .sealed_at = "2025-03-01T10:00:00+08:00",
          .receipt_context = Bytes(kContext, 'r')};
}

int fail(std::string_view what, std::string_view why) {
  std::fprintf(stderr, "bench_sealed_commit: %.*s: %.*s\n", static_cast<int>(what.size()), what.data(),
               static_cast<int>(why.size()), why.data());
  return 1;
}

void print(const char* name, double milliseconds) { std::printf("%s\t%.3f\tms\n", name, milliseconds); }

int measure(const std::filesystem::path& folder) {
  auto keys = FileKeyProvider::open(folder / "journal.key");
  if (!keys) return fail("key", to_string(keys.error()));
  Limits limits;
  limits.pending = kWarmUp + kRuns;
  auto opened = Journal::open({.folder = folder / "journal", .limits = limits, .vfs = ""}, *keys);
  if (!opened) return fail("open", to_string(opened.error()));

  std::vector<double> times;
  for (int number = 0; number < kWarmUp + kRuns; ++number) {
    const Application application = application_number(number);
    const auto begun = std::chrono::steady_clock::now();
    const auto sealed = opened->journal.seal(application);
    const Milliseconds taken = std::chrono::steady_clock::now() - begun;
    if (!sealed) return fail("seal", to_string(sealed.error()));
    if (number >= kWarmUp) times.push_back(taken.count());
  }
  std::ranges::sort(times);
  print("sealed commit, median", times[times.size() / 2]);
  print("sealed commit, p99", times[times.size() * 99 / 100]);
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  std::string name = (std::filesystem::path{count > 1 ? arguments[1] : "/var/tmp"} / "bianmin-bench-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) return fail(name, "no folder can be made there; give another");
  const int code = measure(name);
  std::error_code trouble;
  std::filesystem::remove_all(name, trouble);
  return trouble ? fail(name, "could not be removed") : code;
}
