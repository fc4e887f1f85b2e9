#pragma once
// An emulated device of demo/emulators, and its control socket.
#include <sys/types.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace bianmin::tests {

// A folder of its own that goes with it.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

class Emulator {
 public:
  // `program` is a file of demo/emulators. Returns once it says that it is ready; throws when it does not.
  Emulator(const std::string& program, std::vector<std::string> arguments);
  ~Emulator();
  Emulator(const Emulator&) = delete;
  Emulator& operator=(const Emulator&) = delete;

  // Sends one line to the control socket; throws with its sentence when the device refuses it.
  nlohmann::json command(const std::string& line) const;
  [[nodiscard]] nlohmann::json state() const { return command("state"); }
  [[nodiscard]] const Folder& folder() const { return folder_; }

 private:
  Folder folder_;
  std::string control_ = folder_ / "control";
  pid_t pid_ = -1;
};

}  // namespace bianmin::tests
