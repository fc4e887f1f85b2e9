// A library as operators get them for photos, with an entry for every way in which one can fail. It decodes nothing:
// its pictures follow from the first byte of what it is given.
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "tests/drivers/id_card_reader/forbidden_acts.h"

namespace {

using namespace bianmin::drivers::tests;

constexpr int kWidth = 102;
constexpr int kHeight = 126;
constexpr int kRow = kWidth * 3;
constexpr int kWorked = 1;

// Rows from the bottom, red, green, blue: red tells the row, green the column, blue the input.
void draw(const char* packed, char* pixels, int height) {
  for (int row = 0; row < height; ++row) {
    for (int column = 0; column < kWidth; ++column) {
      char* pixel = pixels + (kHeight - 1 - row) * kRow + column * 3;
      pixel[0] = static_cast<char>(row);
      pixel[1] = static_cast<char>(column);
      pixel[2] = packed[0];
    }
  }
}

void put(char* file, int at, unsigned value, int size) {
  for (int i = 0; i < size; ++i) file[at + i] = static_cast<char>(value >> (8 * i) & 0xFF);
}

}  // namespace

// Of just the type that callers use: sanitizers compare it.
extern "C" {

int unpack(char* packed, char* pixels, int) {
  draw(packed, pixels, kHeight);
  return kWorked;
}

// Blue is different all over, as in a picture of a person.
int unpack_colourful(char* packed, char* pixels, int) {
  constexpr int kPacked = 1024;
  draw(packed, pixels, kHeight);
  for (int row = 0; row < kHeight; ++row) {
    for (int column = 0; column < kWidth; ++column) {
      pixels[(kHeight - 1 - row) * kRow + column * 3 + 2] = packed[(row * kWidth + column) % kPacked];
    }
  }
  return kWorked;
}

int unpack_bmp(char* packed, char* file, int) {
  constexpr int kHeader = 54;
  constexpr int kPadded = 308;
  std::memset(file, 0, kHeader + kPadded * kHeight);
  std::memcpy(file, "BM", 2);
  put(file, 2, kHeader + kPadded * kHeight, 4);
  put(file, 10, kHeader, 4);
  put(file, 14, 40, 4);
  put(file, 18, kWidth, 4);
  put(file, 22, kHeight, 4);
  put(file, 26, 1, 2);
  put(file, 28, 24, 2);
  for (int row = 0; row < kHeight; ++row) {
    for (int column = 0; column < kWidth; ++column) {
      char* pixel = file + kHeader + (kHeight - 1 - row) * kPadded + column * 3;
      pixel[0] = packed[0];
      pixel[1] = static_cast<char>(column);
      pixel[2] = static_cast<char>(row);
    }
  }
  return kWorked;
}

int unpack_large_bmp(char* packed, char* file, int) {
  unpack_bmp(packed, file, 0);
  put(file, 18, 2 * kWidth, 4);
  return kWorked;
}

int unpack_crashing(char*, char*, int) {
  std::raise(SIGSEGV);
  return kWorked;
}

int unpack_hanging(char*, char*, int) {
  while (true) ::pause();
}

int unpack_busy(char* packed, char* pixels, int) {
  while (true) draw(packed, pixels, kHeight);
}

int unpack_exiting(char* packed, char* pixels, int) {
  draw(packed, pixels, kHeight);
  std::exit(0);
}

int unpack_refusing(char* packed, char* pixels, int) {
  draw(packed, pixels, kHeight);
  return -2;
}

int unpack_nothing(char*, char*, int) { return kWorked; }

int unpack_half(char* packed, char* pixels, int) {
  draw(packed, pixels, kHeight / 2);
  return kWorked;
}

int unpack_grey(char*, char* pixels, int) {
  std::memset(pixels, 0x80, static_cast<std::size_t>(kRow) * kHeight);
  return kWorked;
}

int unpack_overrunning(char* packed, char* pixels, int) {
  draw(packed, pixels, kHeight);
  std::memset(pixels, 0x11, static_cast<std::size_t>(kRow) * kHeight + 1);
  return kWorked;
}

// Says that it worked, by the status that a program with a picture ends with.
int unpack_pretending(char*, char*, int) {
  constexpr int kAnswered = 64;
  ::_exit(kAnswered);
}

int unpack_eating(char* packed, char* pixels, int) {
  constexpr std::size_t kBite = std::size_t{16} << 20U;
  constexpr std::size_t kFull = std::size_t{1} << 30U;
  for (std::size_t eaten = 0; eaten < kFull; eaten += kBite) {
    auto* more = static_cast<char*>(std::malloc(kBite));
    if (more == nullptr) return 0;
    std::memset(more, 1, kBite);
    static_cast<volatile char*>(more)[0] = 2;
  }
  draw(packed, pixels, kHeight);
  return kWorked;
}

int unpack_talking(char* packed, char* pixels, int) {
  constexpr std::string_view kWords = "somebody's face\n";
  std::fputs(kWords.data(), stdout);
  std::fflush(stdout);
  for (const int stream : {STDOUT_FILENO, STDERR_FILENO}) {
    if (::write(stream, kWords.data(), kWords.size()) < 0) return 0;
  }
  draw(packed, pixels, kHeight);
  return kWorked;
}

// As libraries do that come with a table or a licence.
int unpack_looking_up(char* packed, char* pixels, int) {
  const std::string path = std::string{std::getenv(kFolderVariable)} + "/" + kFileName;
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return 0;
  packed[0] = static_cast<char>(std::fgetc(file));
  std::fclose(file);
  draw(packed, pixels, kHeight);
  return kWorked;
}

// Its first bytes tell what succeeded.
int unpack_misbehaving(char* packed, char* pixels, int) {
  const auto succeeded = try_forbidden_acts();
  draw(packed, pixels, kHeight);
  for (const bool one : succeeded) *pixels++ = static_cast<char>(one ? 1 : 0);
  return kWorked;
}
}
