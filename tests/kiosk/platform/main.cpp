// What the terminal's main does for the client: a connection that is cut while it is written to is no signal.
#include <catch2/catch_session.hpp>
#include <csignal>

int main(int count, char** arguments) {
  std::signal(SIGPIPE, SIG_IGN);
  return Catch::Session().run(count, arguments);
}
