#pragma once
// The emulated ESC/POS printer as a child process of the test, and its control socket.
#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "drivers/receipt_printer/receipt_printer.h"

namespace bianmin::drivers {

// Started by the constructor, ended by the destructor. Throws when it does not start in time.
class Emulator {
 public:
  explicit Emulator(const std::vector<std::string>& options);
  Emulator(const Emulator&) = delete;
  Emulator& operator=(const Emulator&) = delete;
  ~Emulator();

  [[nodiscard]] std::uint16_t port() const { return port_; }

  // One command, as "paper-after 200"; throws when it is refused.
  nlohmann::json tell(const std::string& command) const;
  [[nodiscard]] nlohmann::json state() const { return tell("state"); }

  struct Paper {
    MonoBitmap bitmap;
    nlohmann::json facts;
  };
  // Every ticket cut or torn off so far, oldest first.
  [[nodiscard]] std::vector<Paper> tickets() const;

 private:
  void wait_until_ready(int output);

  std::filesystem::path folder_;
  pid_t child_ = -1;
  std::uint16_t port_ = 0;
};

}  // namespace bianmin::drivers
