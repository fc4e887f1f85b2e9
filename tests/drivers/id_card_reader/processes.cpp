#include "tests/drivers/id_card_reader/processes.h"

#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "drivers/transport/deadline.h"
#include "drivers/transport/descriptor.h"

namespace bianmin::drivers::tests {

std::vector<pid_t> processes_with(const std::string& word) {
  std::vector<pid_t> found;
  for (const auto& folder : std::filesystem::directory_iterator{"/proc"}) {
    const auto name = folder.path().filename().string();
    if (!std::ranges::all_of(name, [](char sign) { return sign >= '0' && sign <= '9'; })) continue;
    // Empty for one that has ended.
    std::ifstream file{folder.path() / "cmdline", std::ios::binary};
    const std::string words{std::istreambuf_iterator<char>{file}, {}};
    if (words.contains(word)) found.push_back(std::stoi(name));
  }
  return found;
}

bool all_end(const std::string& word, std::chrono::milliseconds limit) {
  const Deadline deadline{limit};
  for (auto left = processes_with(word); !left.empty(); left = processes_with(word)) {
    if (deadline.passed()) return false;
    const Descriptor first{static_cast<int>(::syscall(SYS_pidfd_open, left.front(), 0))};
    pollfd wanted{first.number(), POLLIN, 0};
    ::poll(&wanted, 1, static_cast<int>(deadline.left().count()));
  }
  return true;
}

}  // namespace bianmin::drivers::tests
