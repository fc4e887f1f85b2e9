#pragma once
// Which processes there are, by what stands on their command lines.
#include <sys/types.h>

#include <chrono>
#include <string>
#include <vector>

namespace bianmin::drivers::tests {

// Not those that have ended and wait for their parent.
[[nodiscard]] std::vector<pid_t> processes_with(const std::string& word);

// Whether there is none of them any more within the limit.
[[nodiscard]] bool all_end(const std::string& word, std::chrono::milliseconds limit);

}  // namespace bianmin::drivers::tests
