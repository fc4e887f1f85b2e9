// A photo decoder that does not only fail, and what remains of it: nothing.
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "drivers/id_card_reader/photo_library.h"
#include "kiosk/base/wiping.h"
#include "tests/drivers/id_card_reader/forbidden_acts.h"
#include "tests/drivers/id_card_reader/processes.h"

namespace bianmin::drivers {
namespace {

using namespace std::chrono_literals;

constexpr auto kPatience = 30s;
const KeepGoing kOn = [] { return true; };

// A folder with a library of its own, by whose path its processes are told from those of other tests.
class Place {
 public:
  Place() {
    std::filesystem::create_directory(folder);
    std::filesystem::copy_file(BIANMIN_BINARY_DIR "/tests/test_photo_decoder.so", library);
    std::ofstream{folder / tests::kFileName} << "there";
    ::setenv(tests::kFolderVariable, folder.c_str(), 1);
  }
  ~Place() { std::filesystem::remove_all(folder); }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

  [[nodiscard]] PhotoLibrary decoder(const std::string& symbol, std::chrono::milliseconds limit = kPatience) const {
    PhotoForm form;
    form.symbol = symbol;
    return {library, form, photo_program(), limit};
  }
  [[nodiscard]] std::vector<pid_t> processes() const { return tests::processes_with(library); }

  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("bianmin-decoder-process-" + std::to_string(::getpid()));
  const std::filesystem::path library = folder / "libwlt.so";
};

std::array<std::uint8_t, sam_v::kPhotoSize> packed() {
  std::array<std::uint8_t, sam_v::kPhotoSize> bytes{};
  bytes[0] = 0x5A;
  return bytes;
}

TEST_CASE("nothing that a decoder might do to others succeeds") {
  const Place place;
  // As the programs that read cards are; the sanitizers must be able to look into this one.
  forbid_dumps();
  const auto group = ::getpgrp();
  auto library = place.decoder("unpack_misbehaving");
  const auto photo = library.decode(packed(), kOn);
  INFO(library.complaint());
  REQUIRE(photo);
  // Rows come from the bottom: the buffer's first pixels are the last row's.
  const auto* succeeded = photo->rgb.data() + std::size_t{125} * 306;
  for (std::size_t act = 0; act < tests::kForbiddenActs.size(); ++act) {
    INFO(tests::kForbiddenActs[act]);
    CHECK(succeeded[act] == 0);
  }
  CHECK(place.processes().empty());
  CHECK(::getpgrp() == group);
  std::size_t files = 0;
  for (const auto& file : std::filesystem::directory_iterator{place.folder}) {
    ++files;
    CHECK((file.path() == place.library || file.path().filename() == tests::kFileName));
  }
  CHECK(files == 2);
  CHECK(std::filesystem::file_size(place.folder / tests::kFileName) == 5);
}

TEST_CASE("a decoder may read the tables that it came with") {
  const Place place;
  auto library = place.decoder("unpack_looking_up");
  const auto photo = library.decode(packed(), kOn);
  REQUIRE(photo);
  CHECK(photo->rgb[2] == 't');
}

TEST_CASE("nobody hears a decoder that talks") {
  const Place place;
  const auto heard = place.folder / "heard";
  const int file = ::open(heard.c_str(), O_RDWR | O_CREAT, 0600);
  REQUIRE(file >= 0);
  std::fflush(stdout);
  const std::array<int, 2> streams{::dup(STDOUT_FILENO), ::dup(STDERR_FILENO)};
  ::dup2(file, STDOUT_FILENO);
  ::dup2(file, STDERR_FILENO);
  auto library = place.decoder("unpack_talking");
  const auto photo = library.decode(packed(), kOn);
  ::dup2(streams[0], STDOUT_FILENO);
  ::dup2(streams[1], STDERR_FILENO);
  for (const int one : {file, streams[0], streams[1]}) ::close(one);
  CHECK(photo);
  CHECK(std::filesystem::file_size(heard) == 0);
}

TEST_CASE("a decoder that eats memory gets no more than a machine can spare") {
  const Place place;
  auto library = place.decoder("unpack_eating");
  CHECK_FALSE(library.decode(packed(), kOn));
  // The address sanitizer ends a program that asks for too much.
  const auto complaint = library.complaint();
  INFO(complaint);
  CHECK((complaint.find("did not return 1") != std::string::npos ||
         complaint.find("ended its process") != std::string::npos || complaint.find("crashed") != std::string::npos));
  CHECK(place.processes().empty());
}

TEST_CASE("a decoder that hangs can be seen while it does, and not afterwards") {
  const Place place;
  auto library = place.decoder(GENERATE("unpack_hanging", "unpack_busy"), 1s);
  std::size_t seen = 0;
  CHECK_FALSE(library.decode(packed(), [&] {
    seen = std::max(seen, place.processes().size());
    return true;
  }));
  CHECK(seen == 1);
  CHECK(place.processes().empty());
}

TEST_CASE("a decoder's process that somebody kills costs that photo, and not the next") {
  const Place place;
  auto hanging = place.decoder("unpack_hanging");
  CHECK_FALSE(hanging.decode(packed(), [&] {
    for (const auto process : place.processes()) ::kill(process, SIGKILL);
    return true;
  }));
  CHECK(hanging.complaint().find("crashed (signal 9)") != std::string::npos);
  auto working = place.decoder("unpack");
  CHECK(working.decode(packed(), kOn));
  CHECK(place.processes().empty());
}

TEST_CASE("a decoder's process ends when the process that started it is killed") {
  const Place place;
  const auto parent = ::fork();
  REQUIRE(parent >= 0);
  if (parent == 0) {
    auto library = place.decoder("unpack_hanging");
    ::_exit(library.decode(packed(),
                           [&] {
                             // Once it is there, there is no more of this one.
                             if (!place.processes().empty()) ::kill(::getpid(), SIGKILL);
                             return true;
                           })
                ? 1
                : 0);
  }
  int status = 0;
  REQUIRE(::waitpid(parent, &status, 0) == parent);
  CHECK(WIFSIGNALED(status));
  CHECK(WTERMSIG(status) == SIGKILL);
  CHECK(tests::all_end(place.library, kPatience));
}

}  // namespace
}  // namespace bianmin::drivers
