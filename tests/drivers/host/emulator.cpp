#include "tests/drivers/host/emulator.h"

#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <stdexcept>

#include "drivers/transport/descriptor.h"

namespace bianmin::tests {
namespace {

using drivers::Descriptor;

// Reads up to a line end; the limit only ends a test that fails.
std::string read_line(int descriptor) {
  std::string line;
  pollfd wanted{descriptor, POLLIN, 0};
  char character = 0;
  while (::poll(&wanted, 1, 60'000) == 1 && ::read(descriptor, &character, 1) == 1 && character != '\n')
    line += character;
  return line;
}

}  // namespace

Folder::Folder() {
  auto name = (std::filesystem::temp_directory_path() / "bianmin-test-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error{"no temporary folder"};
  path_ = name;
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

Emulator::Emulator(const std::string& program, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"/usr/bin/python3", BIANMIN_SOURCE_DIR "/demo/emulators/" + program});
  arguments.insert(arguments.end(), {"--control", control_});
  std::vector<char*> argv;
  for (auto& argument : arguments) {
    // The folder's name is not known before it is made.
    if (argument.starts_with("@/")) argument = folder_ / argument.substr(2);
    argv.push_back(argument.data());
  }
  argv.push_back(nullptr);
  std::array<int, 2> output{};
  if (::pipe(output.data()) != 0) throw std::runtime_error{"no pipe"};
  const Descriptor from{output[0]};
  Descriptor to{output[1]};
  pid_ = ::fork();
  if (pid_ == 0) {
    // A test that crashes must not leave it behind.
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::dup2(to.number(), STDOUT_FILENO);
    ::setenv("PYTHONDONTWRITEBYTECODE", "1", 1);
    ::execv(argv[0], argv.data());
    ::_exit(127);
  }
  to = Descriptor{};
  const auto said = read_line(from.number());
  if (!said.starts_with("ready:")) throw std::runtime_error{program + " did not start: " + said};
}

Emulator::~Emulator() {
  ::kill(pid_, SIGTERM);
  ::waitpid(pid_, nullptr, 0);
}

nlohmann::json Emulator::command(const std::string& line) const {
  const Descriptor socket{::socket(AF_UNIX, SOCK_STREAM, 0)};
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, control_.c_str(), sizeof address.sun_path - 1);
  if (::connect(socket.number(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    throw std::runtime_error{"the emulator is gone"};
  }
  const auto request = line + "\n";
  if (::send(socket.number(), request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size())) {
    throw std::runtime_error{"the emulator is gone"};
  }
  auto answer = nlohmann::json::parse(read_line(socket.number()));
  if (!answer.value("ok", false)) throw std::runtime_error{answer.value("error", "no reason")};
  return answer;
}

}  // namespace bianmin::tests
