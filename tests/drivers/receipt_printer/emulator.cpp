#include "tests/drivers/receipt_printer/emulator.h"

#include <cairo.h>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstring>
#include <fstream>
#include <memory>
#include <stdexcept>

namespace bianmin::drivers {
namespace {

constexpr int kPatience = 20'000;  // ms

// Throws when nothing comes for kPatience.
std::string read_line(int descriptor) {
  std::string line;
  while (!line.ends_with('\n')) {
    pollfd waiting{descriptor, POLLIN, 0};
    char byte = 0;
    if (poll(&waiting, 1, kPatience) != 1 || read(descriptor, &byte, 1) != 1) {
      throw std::runtime_error{"the emulated printer says no more; last: " + line};
    }
    line += byte;
  }
  return line;
}

MonoBitmap read_png(const std::filesystem::path& file) {
  const std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> surface{
      cairo_image_surface_create_from_png(file.c_str()), &cairo_surface_destroy};
  if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS)
    throw std::runtime_error{"no picture: " + file.string()};
  MonoBitmap bitmap{static_cast<std::uint32_t>(cairo_image_surface_get_width(surface.get())),
                    static_cast<std::uint32_t>(cairo_image_surface_get_height(surface.get())),
                    {}};
  bitmap.bits.resize(bitmap.stride() * bitmap.height);
  const auto* data = cairo_image_surface_get_data(surface.get());
  const auto pitch = static_cast<std::size_t>(cairo_image_surface_get_stride(surface.get()));
  for (std::uint32_t y = 0; y < bitmap.height; ++y) {
    for (std::uint32_t x = 0; x < bitmap.width; ++x) {
      std::uint32_t pixel = 0;
      std::memcpy(&pixel, data + y * pitch + x * 4U, 4);
      if ((pixel & 0xFFU) < 128)
        bitmap.bits[y * bitmap.stride() + x / 8] |= static_cast<std::uint8_t>(0x80U >> (x % 8));
    }
  }
  return bitmap;
}

}  // namespace

Emulator::Emulator(const std::vector<std::string>& options) {
  std::string name = (std::filesystem::temp_directory_path() / "bianmin-printer-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error{"no folder for the emulated printer"};
  folder_ = name;
  std::vector<std::string> words{"/usr/bin/python3", BIANMIN_SOURCE_DIR "/demo/emulators/escpos_printer.py",
                                 "--control",        (folder_ / "control").string(),
                                 "--paper",          (folder_ / "paper").string()};
  words.insert(words.end(), options.begin(), options.end());
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);

  std::array<int, 2> pipe_ends{};
  if (pipe2(pipe_ends.data(), O_CLOEXEC) != 0) throw std::runtime_error{"no pipe"};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, pipe_ends[1], STDOUT_FILENO);
  const int failed = posix_spawn(&child_, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(pipe_ends[1]);
  if (failed != 0) child_ = -1;
  wait_until_ready(pipe_ends[0]);
}

void Emulator::wait_until_ready(int output) {
  const auto line = read_line(output);
  close(output);
  port_ = static_cast<std::uint16_t>(std::stoul(line.substr(line.rfind(':') + 1)));
}

Emulator::~Emulator() {
  if (child_ > 0) {
    kill(child_, SIGTERM);
    waitpid(child_, nullptr, 0);
  }
  std::error_code ignored;  // a folder left behind fails no test
  std::filesystem::remove_all(folder_, ignored);
}

nlohmann::json Emulator::tell(const std::string& command) const {
  const int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
  const auto path = (folder_ / "control").string();
  std::copy_n(path.begin(), std::min(path.size(), sizeof(address.sun_path) - 1), address.sun_path);
  if (connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
    close(descriptor);
    throw std::runtime_error{"no control socket"};
  }
  const auto line = command + "\n";
  const bool sent = write(descriptor, line.data(), line.size()) == static_cast<ssize_t>(line.size());
  const auto answer = nlohmann::json::parse(sent ? read_line(descriptor) : "{}");
  close(descriptor);
  if (!answer.value("ok", false)) throw std::runtime_error{command + ": " + answer.dump()};
  return answer;
}

std::vector<Emulator::Paper> Emulator::tickets() const {
  std::vector<Paper> papers;
  const auto said = state();
  for (const auto& path : said.at("tickets")) {
    std::filesystem::path file{path.get<std::string>()};
    auto bitmap = read_png(file);
    std::ifstream facts{file.replace_extension(".json")};
    papers.push_back({std::move(bitmap), nlohmann::json::parse(facts)});
  }
  return papers;
}

}  // namespace bianmin::drivers
