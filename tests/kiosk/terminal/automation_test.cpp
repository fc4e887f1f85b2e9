#include "kiosk/terminal/automation.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cstdlib>
#include <cstring>

using namespace bianmin;
using namespace bianmin::terminal;
using namespace std::chrono_literals;

namespace {

constexpr auto kLimit = 20s;

class SocketFolder {
 public:
  SocketFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "bianmin-automation-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~SocketFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  SocketFolder(const SocketFolder&) = delete;
  SocketFolder& operator=(const SocketFolder&) = delete;
  [[nodiscard]] std::filesystem::path socket() const { return path_ / "automation"; }

 private:
  std::filesystem::path path_;
};

class Caller {
 public:
  explicit Caller(const std::filesystem::path& socket) : descriptor_{::socket(AF_UNIX, SOCK_STREAM, 0)} {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, socket.c_str(), sizeof address.sun_path - 1);
    REQUIRE(::connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  }
  ~Caller() { hang_up(); }
  Caller(const Caller&) = delete;
  Caller& operator=(const Caller&) = delete;

  void say(const std::string& bytes) {
    REQUIRE(::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size()));
  }
  // The next line; "(hung up)" when there is none any more.
  std::string line() {
    for (;;) {
      if (const auto end = pending_.find('\n'); end != std::string::npos) {
        const auto first = pending_.substr(0, end);
        pending_.erase(0, end + 1);
        return first;
      }
      pollfd polled{descriptor_, POLLIN, 0};
      REQUIRE(::poll(&polled, 1, static_cast<int>(std::chrono::milliseconds{kLimit}.count())) == 1);
      std::array<char, 4096> chunk{};
      const auto got = ::recv(descriptor_, chunk.data(), chunk.size(), 0);
      if (got <= 0) return "(hung up)";
      pending_.append(chunk.data(), static_cast<std::size_t>(got));
    }
  }
  void hang_up() {
    if (descriptor_ >= 0) ::close(descriptor_);
    descriptor_ = -1;
  }

 private:
  int descriptor_;
  std::string pending_;
};

// The test is the main thread: it answers with the words it was asked.
struct Listening {
  AutomationRequest take() {
    auto request = requests.take(kLimit);
    REQUIRE(request);
    return std::move(*request);
  }
  void answer_next() {
    auto request = take();
    std::string words;
    for (const auto& word : request.words) words += "<" + word + ">";
    request.answer->set_value(words);
  }
  std::string ask(Caller& caller, const std::string& line) {
    caller.say(line + "\n");
    answer_next();
    return caller.line();
  }

  SocketFolder folder;
  Inbox<AutomationRequest> requests{8};
};

}  // namespace

TEST_CASE_METHOD(Listening, "the socket is for the terminal's user alone, and goes with it") {
  {
    const Automation automation{folder.socket(), requests};
    struct stat status{};
    REQUIRE(::stat(folder.socket().c_str(), &status) == 0);
    CHECK((status.st_mode & 0777U) == 0600U);
  }
  CHECK_FALSE(std::filesystem::exists(folder.socket()));
}

TEST_CASE_METHOD(Listening, "requests are answered line by line, however they are split") {
  const Automation automation{folder.socket(), requests};
  Caller caller{folder.socket()};
  CHECK(ask(caller, "tap next") == "<tap><next>");
  CHECK(ask(caller, "  touch\t0.5   0.5\r") == "<touch><0.5><0.5>");
  CHECK(ask(caller, "").empty());
  caller.say("sc");
  caller.say("ene\nkey ");
  answer_next();
  CHECK(caller.line() == "<scene>");
  caller.say("help\n");
  answer_next();
  CHECK(caller.line() == "<key><help>");
}

TEST_CASE_METHOD(Listening, "several requests at once are answered in their order") {
  const Automation automation{folder.socket(), requests};
  Caller caller{folder.socket()};
  caller.say("a\nb\nc\n");
  for (int at = 0; at < 3; ++at) answer_next();
  CHECK(caller.line() == "<a>");
  CHECK(caller.line() == "<b>");
  CHECK(caller.line() == "<c>");
}

TEST_CASE_METHOD(Listening, "a line that is too long ends the connection, and the next caller is served") {
  const Automation automation{folder.socket(), requests};
  Caller longest{folder.socket()};
  CHECK(ask(longest, std::string(4096, 'x')) == "<" + std::string(4096, 'x') + ">");
  Caller without_end{folder.socket()};
  Caller with_end{folder.socket()};
  Caller next{folder.socket()};
  longest.hang_up();
  without_end.say(std::string(6000, 'x'));
  CHECK(without_end.line() == "(hung up)");
  with_end.say(std::string(4097, 'x') + "\n");
  CHECK(with_end.line() == "(hung up)");
  CHECK(ask(next, "scene") == "<scene>");
}

TEST_CASE_METHOD(Listening, "a caller leaves before it is answered: the next one is served") {
  const Automation automation{folder.socket(), requests};
  {
    Caller caller{folder.socket()};
    caller.say("scene\n");
    auto request = take();
    caller.hang_up();
    request.answer->set_value("nobody reads this");
  }
  {
    Caller caller{folder.socket()};
    caller.say("half a line");
  }
  Caller caller{folder.socket()};
  CHECK(ask(caller, "scene") == "<scene>");
}

TEST_CASE_METHOD(Listening, "of two callers the second waits until the first is gone") {
  const Automation automation{folder.socket(), requests};
  Caller first{folder.socket()};
  CHECK(ask(first, "a") == "<a>");
  Caller second{folder.socket()};
  second.say("b\n");
  CHECK(ask(first, "c") == "<c>");
  CHECK_FALSE(requests.try_take());
  first.hang_up();
  answer_next();
  CHECK(second.line() == "<b>");
}

TEST_CASE_METHOD(Listening, "an answer that a caller does not read keeps nobody from ending") {
  auto automation = std::make_unique<Automation>(folder.socket(), requests);
  Caller caller{folder.socket()};
  caller.say("scene\n");
  take().answer->set_value(std::string(16'000'000, 'x'));
  const auto began = std::chrono::steady_clock::now();
  automation.reset();
  CHECK(std::chrono::steady_clock::now() - began < 5s);
}

TEST_CASE_METHOD(Listening, "a long answer arrives whole") {
  const Automation automation{folder.socket(), requests};
  Caller caller{folder.socket()};
  caller.say("scene\n");
  const std::string answer(3'000'000, 'x');
  take().answer->set_value(answer);
  CHECK(caller.line() == answer);
}

TEST_CASE_METHOD(Listening, "the terminal ends while a request waits: the caller hears of it at once") {
  auto automation = std::make_unique<Automation>(folder.socket(), requests);
  Caller caller{folder.socket()};
  const bool taken = GENERATE(false, true);
  caller.say("scene\n");
  auto request = taken ? std::optional{take()} : std::nullopt;
  request.reset();
  const auto began = std::chrono::steady_clock::now();
  automation.reset();
  CHECK(std::chrono::steady_clock::now() - began < 5s);
  CHECK(caller.line() == "(hung up)");
}

TEST_CASE_METHOD(Listening, "a socket left by a terminal that died is taken over") {
  {
    const int left = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, folder.socket().c_str(), sizeof address.sun_path - 1);
    REQUIRE(::bind(left, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    ::close(left);
  }
  REQUIRE(std::filesystem::exists(folder.socket()));
  const Automation automation{folder.socket(), requests};
  Caller caller{folder.socket()};
  CHECK(ask(caller, "scene") == "<scene>");
}

TEST_CASE_METHOD(Listening, "a path that cannot be a socket is told with what to give instead") {
  const auto problem = [this](const std::filesystem::path& path) -> std::string {
    try {
      const Automation automation{path, requests};
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return "";
  };
  CHECK(problem("/no/such/folder/socket") ==
        "--automation /no/such/folder/socket: No such file or directory; give a path in a folder of yours");
  const auto longer = "/tmp/" + std::string(200, 'x');
  CHECK(problem(longer) == "--automation " + longer + ": the path is too long; give one below 108 characters");
}
