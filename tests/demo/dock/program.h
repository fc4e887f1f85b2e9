#pragma once
// A program under test, as its users start it.
#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace bianmin::dock {

// Ends with SIGTERM when it goes out of scope, and is waited for.
class Program {
 public:
  // The first word is the program's path. Throws std::system_error when it cannot be started.
  explicit Program(std::vector<std::string> words);
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

 private:
  pid_t process_ = -1;
};

// A folder of its own, removed with everything in it.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] std::string operator/(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

}  // namespace bianmin::dock
