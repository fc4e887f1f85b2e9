// bianmin-device: one driver, one socket. The terminal starts one of these for each device; see messages.h for what
// they say to each other. Exits with 0 when the terminal is done with it, 2 when its command line is wrong.
#include <sys/socket.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>
#include <vector>

#include "drivers/host/device_loop.h"
#include "drivers/host/device_options.h"
#include "kiosk/base/wiping.h"

namespace {

constexpr int kWrongUse = 2;

bool is_stream_socket(int descriptor) {
  int type = 0;
  socklen_t size = sizeof type;
  return ::getsockopt(descriptor, SOL_SOCKET, SO_TYPE, &type, &size) == 0 && type == SOCK_STREAM;
}

int wrong_use(const std::string& what) {
  std::fprintf(stderr, "bianmin-device: %s\n", what.c_str());
  return kWrongUse;
}

}  // namespace

int main(int argc, char** argv) {
  bianmin::forbid_dumps();
  bianmin::device::DeviceOptions options;
  std::vector<std::string> quirks;
  int descriptor = -1;
  bool check = false;

  CLI::App app{"Drives one device of the terminal, which starts it."};
  app.add_option("--kind", options.kind, "id-card-reader, social-security-card-reader, code-scanner or receipt-printer")
      ->required();
  app.add_option("--connection", options.connection,
                 "serial:PATH[?baud=N], tcp:ADDRESS:PORT, usb:VENDOR:PRODUCT, usb:auto, pcsc:NAME or pcsc:auto")
      ->required();
  app.add_option("--model", options.model, "the model or dialect, where the kind has several");
  app.add_option("--quirk", quirks, "KEY=VALUE, a peculiarity of the model; may be given again");
  app.add_option("--photo-decoder", options.photo_decoder, "PATH of an operator's library that decodes cards' photos");
  auto* socket = app.add_option("--socket", descriptor, "the number of the inherited socket to the terminal");
  app.add_flag("--check", check, "only say what is wrong with these words")->excludes(socket);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kWrongUse;
  }

  for (const auto& quirk : quirks) {
    const auto equals = quirk.find('=');
    if (equals == std::string::npos) return wrong_use("quirk '" + quirk + "': expected KEY=VALUE");
    options.quirks.emplace_back(quirk.substr(0, equals), quirk.substr(equals + 1));
  }
  const auto opener = bianmin::device::opener_for(options);
  if (!opener) return wrong_use(opener.error());
  if (check) return 0;
  if (!is_stream_socket(descriptor)) {
    return wrong_use("socket " + std::to_string(descriptor) + ": expected a stream socket inherited from the terminal");
  }

  bianmin::device::TerminalLink link{descriptor};
  bianmin::device::serve_device(link, *opener);
  return 0;
}
