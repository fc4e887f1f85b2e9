#pragma once
// The reference platform, started as its users start it.
#include <sys/types.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "kiosk/platform/client.h"

namespace bianmin::platform {

// A folder of its own for a test; gone with it.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// One process for all tests of the program; each test finds its switches off.
class PlatformProcess {
 public:
  static PlatformProcess& shared();

  ~PlatformProcess();
  PlatformProcess(const PlatformProcess&) = delete;
  PlatformProcess& operator=(const PlatformProcess&) = delete;

  // One line of the control socket; the answer must be ok.
  nlohmann::json tell(const std::string& line) const;
  void switch_all_off() const;
  [[nodiscard]] int stored() const { return tell("state").at("stored"); }

  [[nodiscard]] ClientSettings settings() const;
  [[nodiscard]] std::filesystem::path state() const { return folder_.path() / "state"; }

 private:
  PlatformProcess();

  TemporaryFolder folder_;
  std::string control_;
  int port_ = 0;
  pid_t process_ = -1;
};

}  // namespace bianmin::platform
