#include "tests/kiosk/platform/platform_process.h"

#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <csignal>
#include <cstdlib>
#include <string_view>
#include <vector>

extern char** environ;

namespace bianmin::platform {
namespace {

constexpr int kLimit = 60'000;  // ms

// Up to the line's end. Empty when it does not come in time.
std::string read_line(int descriptor) {
  std::string line;
  while (!line.ends_with('\n')) {
    pollfd waiting{descriptor, POLLIN, 0};
    char letter = 0;
    if (::poll(&waiting, 1, kLimit) != 1 || ::read(descriptor, &letter, 1) != 1) return "";
    line += letter;
  }
  return line;
}

pid_t start(const std::vector<std::string>& words, int output) {
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  pid_t process = -1;
  const int trouble = ::posix_spawn(&process, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  REQUIRE(trouble == 0);
  return process;
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "bianmin-platform-XXXXXX").string();
  REQUIRE(::mkdtemp(name.data()) != nullptr);
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

PlatformProcess& PlatformProcess::shared() {
  static PlatformProcess process;
  return process;
}

PlatformProcess::PlatformProcess() : control_{(folder_.path() / "control").string()} {
  std::array<int, 2> output{};
  REQUIRE(::pipe(output.data()) == 0);
  process_ = start({"/usr/bin/python3", std::string{BIANMIN_SOURCE_DIR} + "/demo/bianmin-platform", "--state",
                    state().string(), "--port", "0", "--control", control_},
                   output[1]);
  ::close(output[1]);
  const std::string line = read_line(output[0]);
  ::close(output[0]);
  INFO("the platform said: " << line);
  REQUIRE(line.starts_with("ready: https://"));
  port_ = std::stoi(line.substr(line.rfind(':') + 1));
}

PlatformProcess::~PlatformProcess() {
  if (process_ <= 0) return;
  ::kill(process_, SIGTERM);
  ::waitpid(process_, nullptr, 0);
}

nlohmann::json PlatformProcess::tell(const std::string& line) const {
  const int descriptor = ::socket(AF_UNIX, SOCK_STREAM, 0);
  REQUIRE(descriptor >= 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  REQUIRE(control_.copy(address.sun_path, sizeof address.sun_path - 1) == control_.size());
  REQUIRE(::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  const std::string words = line + "\n";
  REQUIRE(::write(descriptor, words.data(), words.size()) == static_cast<ssize_t>(words.size()));
  const std::string answer = read_line(descriptor);
  ::close(descriptor);
  auto document = nlohmann::json::parse(answer);
  INFO(line << ": " << answer);
  REQUIRE(document.at("ok") == true);
  return document;
}

void PlatformProcess::switch_all_off() const {
  for (const char* line : {"slow off", "refuse off", "forbid off", "error off", "drop-reply off", "come-back"})
    tell(line);
}

ClientSettings PlatformProcess::settings() const {
  ClientSettings settings;
  settings.address = "https://127.0.0.1:" + std::to_string(port_);
  settings.authority = state() / "ca.pem";
  settings.certificate = state() / "terminal.pem";
  settings.key = state() / "terminal.key";
  settings.mediator_client = "CN/GOV/11449800/terminal";
  settings.terminal = "YS-HALL-01";
  return settings;
}

}  // namespace bianmin::platform
