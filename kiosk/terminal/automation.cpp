#include "kiosk/terminal/automation.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string_view>

namespace bianmin::terminal {
namespace {

constexpr std::size_t kLongestLine = 4096;  // bytes; a longer one ends the connection
constexpr std::chrono::seconds kPatience{10};

std::vector<std::string> words_of(const std::string& line) {
  std::istringstream stream{line};
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

// False when it is time to stop.
bool wait_for(short events, int descriptor, int stop) {
  std::array<pollfd, 2> polled{{{descriptor, events, 0}, {stop, POLLIN, 0}}};
  while (::poll(polled.data(), polled.size(), -1) < 0 && errno == EINTR) {
  }
  return (polled[1].revents & POLLIN) == 0;
}

// False when the caller is gone, or it is time to stop: a caller that does not read must not keep the terminal from
// ending.
bool send_all(int caller, int stop, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(caller, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    } else if (errno == EAGAIN) {
      if (!wait_for(POLLOUT, caller, stop)) return false;
    } else if (errno != EINTR) {
      return false;
    }
  }
  return true;
}

// Empty when nobody answers: in time, or at all.
std::optional<std::string> await(std::future<std::string>& answer) {
  if (answer.wait_for(kPatience) != std::future_status::ready) return std::nullopt;
  try {
    return answer.get();
  } catch (const std::future_error&) {  // the request was dropped: the terminal is ending
    return std::nullopt;
  }
}

int listen_at(const std::filesystem::path& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const auto text = path.string();
  if (text.size() >= sizeof address.sun_path) {
    throw std::runtime_error{"--automation " + text + ": the path is too long; give one below 108 characters"};
  }
  std::memcpy(address.sun_path, text.c_str(), text.size() + 1);
  const int listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  ::unlink(text.c_str());
  const mode_t before = ::umask(0177);
  const bool listening =
      ::bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 && ::listen(listener, 4) == 0;
  const int error = errno;
  ::umask(before);
  if (!listening) {
    ::close(listener);
    throw std::runtime_error{"--automation " + text + ": " + std::strerror(error) +
                             "; give a path in a folder of yours"};
  }
  return listener;
}

}  // namespace

Automation::Automation(std::filesystem::path socket, Inbox<AutomationRequest>& requests)
    : path_{std::move(socket)},
      requests_{requests},
      listener_{listen_at(path_)},
      stop_{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)},
      thread_{[this] { serve(); }} {}

Automation::~Automation() {
  const std::uint64_t one = 1;
  (void)!::write(stop_, &one, sizeof one);  // an eventfd at zero takes it
  // This is the thread that would answer: who waits for it is let go.
  requests_.close();
  while (requests_.try_take()) {
  }
  thread_.join();
  ::close(listener_);
  ::close(stop_);
  ::unlink(path_.c_str());
}

void Automation::serve() {
  while (wait_for(POLLIN, listener_, stop_)) {
    const int caller = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (caller < 0) continue;
    serve_caller(caller);
    ::close(caller);
  }
}

void Automation::serve_caller(int caller) {
  std::string pending;
  std::array<char, 1024> chunk{};
  while (wait_for(POLLIN, caller, stop_)) {
    const auto got = ::recv(caller, chunk.data(), chunk.size(), 0);
    if (got <= 0) return;
    pending.append(chunk.data(), static_cast<std::size_t>(got));
    for (auto end = pending.find('\n'); end != std::string::npos; end = pending.find('\n')) {
      if (end > kLongestLine) return;
      AutomationRequest request{words_of(pending.substr(0, end)), std::make_shared<std::promise<std::string>>()};
      pending.erase(0, end + 1);
      auto answer = request.answer->get_future();
      if (!requests_.put(std::move(request))) return;
      const auto line = await(answer);
      if (!line || !send_all(caller, stop_, *line + "\n")) return;
    }
    if (pending.size() > kLongestLine) return;
  }
}

}  // namespace bianmin::terminal
