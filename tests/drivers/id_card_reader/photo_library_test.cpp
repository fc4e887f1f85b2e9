// A photo decoder that somebody else wrote, in every mood.
#include "drivers/id_card_reader/photo_library.h"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cerrno>
#include <fstream>

namespace bianmin::drivers {
namespace {

const KeepGoing kOn = [] { return true; };
const std::filesystem::path kLibrary = BIANMIN_BINARY_DIR "/tests/test_photo_decoder.so";

std::array<std::uint8_t, sam_v::kPhotoSize> packed() {
  std::array<std::uint8_t, sam_v::kPhotoSize> bytes{};
  bytes[0] = 0x5A;
  return bytes;
}

PhotoForm entry(std::string symbol) {
  PhotoForm form;
  form.symbol = std::move(symbol);
  return form;
}

// What works is given all the time that a busy machine may need.
constexpr std::chrono::seconds kPatience{30};

bool no_child_is_left() { return ::waitpid(-1, nullptr, WNOHANG) == -1 && errno == ECHILD; }

TEST_CASE("a decoder that works gives the photo, as pixels and as a BMP") {
  auto form = GENERATE(entry("unpack"), entry("unpack_bmp"));
  if (form.symbol == "unpack_bmp") form.output = PhotoOutput::Bmp;
  PhotoLibrary library{kLibrary, form, photo_program(), kPatience};
  library.probe(kOn);
  CHECK(library.complaint().empty());
  for (int card = 0; card < 3; ++card) {
    const auto photo = library.decode(packed(), kOn);
    REQUIRE(photo);
    CHECK(photo->width == 102);
    CHECK(photo->height == 126);
    // The third row, the fifth column.
    const auto* pixel = photo->rgb.data() + (std::size_t{2} * 102 + 4) * 3;
    CHECK(pixel[0] == 2);
    CHECK(pixel[1] == 4);
    CHECK(pixel[2] == 0x5A);
  }
  CHECK(no_child_is_left());
}

struct Mood {
  std::string symbol;
  std::string words;
};

TEST_CASE("a decoder that fails costs the photo and is told to the technician") {
  const auto mood = GENERATE(values<Mood>({{"unpack_exiting", "ended its process"},
                                           {"unpack_refusing", "did not return 1"},
                                           {"unpack_pretending", "left a part of the picture empty"},
                                           {"unpack_nothing", "left a part of the picture empty"},
                                           {"unpack_half", "left a part of the picture empty"},
                                           {"unpack_grey", "handed out one colour all over"},
                                           {"no_such_entry", "has no function 'no_such_entry'"}}));
  PhotoLibrary library{kLibrary, entry(mood.symbol), photo_program(), kPatience};
  CHECK_FALSE(library.decode(packed(), kOn));
  CHECK(library.complaint() == "photo decoder " + kLibrary.string() + " " + mood.words +
                                   ". Cards are read without photos: mend photo_decoder in kiosk.toml, or take it out");
  CHECK(no_child_is_left());
}

TEST_CASE("a picture of another size than it should have is no photo") {
  auto form = entry("unpack_large_bmp");
  form.output = PhotoOutput::Bmp;
  PhotoLibrary library{kLibrary, form, photo_program(), kPatience};
  CHECK_FALSE(library.decode(packed(), kOn));
  CHECK(library.complaint().find("handed out no BMP of 102 × 126 pixels") != std::string::npos);
}

TEST_CASE("a decoder that crashes or writes too much ends nobody but itself") {
  PhotoLibrary library{kLibrary, entry(GENERATE("unpack_crashing", "unpack_overrunning")), photo_program(), kPatience};
  CHECK_FALSE(library.decode(packed(), kOn));
  // The address sanitizer turns the signal into an exit of its own.
  const auto complaint = library.complaint();
  INFO(complaint);
  CHECK((complaint.find("crashed (signal ") != std::string::npos || complaint.find("ended its") != std::string::npos));
  CHECK(no_child_is_left());
}

TEST_CASE("a decoder that hangs is given a second, asleep or busy") {
  PhotoLibrary library{kLibrary, entry(GENERATE("unpack_hanging", "unpack_busy"))};
  int asked = 0;
  CHECK_FALSE(library.decode(packed(), [&] { return ++asked > 0; }));
  CHECK(asked >= 5);  // the heart of the process beats on
  CHECK(library.complaint().find("did not finish within 1 s") != std::string::npos);
  CHECK(no_child_is_left());
}

TEST_CASE("after three failures in a row a decoder is left alone") {
  PhotoLibrary library{kLibrary, entry("unpack_refusing"), photo_program(), kPatience};
  for (int card = 0; card < 3; ++card) {
    CHECK(library.complaint().find("left alone") == std::string::npos);
    CHECK_FALSE(library.decode(packed(), kOn));
  }
  CHECK(library.complaint().find("did not return 1, three times in a row, and is left alone until") !=
        std::string::npos);
  bool asked = false;
  CHECK_FALSE(library.decode(packed(), [&] { return asked = true; }));
  library.probe(kOn);
  CHECK_FALSE(asked);
  CHECK(library.complaint().find("left alone") != std::string::npos);
}

TEST_CASE("a citizen who leaves does not wait for the photo, and the decoder is not blamed") {
  PhotoLibrary library{kLibrary, entry("unpack_hanging")};
  for (int card = 0; card < 4; ++card) CHECK_FALSE(library.decode(packed(), [] { return false; }));
  CHECK(library.complaint().empty());
  CHECK(no_child_is_left());
}

TEST_CASE("a decoder that is not there, or no library, is told before any card comes") {
  const auto folder = std::filesystem::temp_directory_path() / ("bianmin-decoder-" + std::to_string(::getpid()));
  std::filesystem::create_directory(folder);
  const auto path = folder / "libwlt.so";
  PhotoLibrary library{path, {}, photo_program(), kPatience};
  library.probe(kOn);
  CHECK(library.complaint().find(" is not there. Cards are read without photos") != std::string::npos);
  std::ofstream{path} << "no library";
  library.probe(kOn);
  CHECK(library.complaint().find("is no library that this machine can load") != std::string::npos);
  // It is mended while the terminal runs.
  std::filesystem::remove(path);
  std::filesystem::copy_file(kLibrary, path);
  CHECK(library.decode(packed(), kOn));
  CHECK(library.complaint().empty());
  std::filesystem::remove_all(folder);
}

TEST_CASE("without the program that decodes there are no photos, and the technician is told what is missing") {
  PhotoLibrary library{kLibrary, {}, "/no/such/bianmin-photo"};
  library.probe(kOn);
  CHECK(library.complaint().find("could not be run: /no/such/bianmin-photo: No such file") != std::string::npos);
  CHECK_FALSE(library.decode(packed(), kOn));
}

}  // namespace
}  // namespace bianmin::drivers
