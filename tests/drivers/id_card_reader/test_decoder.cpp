// A library as operators get them for photos, with an entry for every way in which one can fail. It decodes nothing:
// its pictures follow from the first byte of what it is given.
#include <sys/types.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

namespace {

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

// Talks, writes files where it can, and leaves a process behind whose number its first pixels tell.
int unpack_littering(char* packed, char* pixels, int) {
  constexpr std::string_view kWords = "somebody's face\n";
  for (const int stream : {STDOUT_FILENO, STDERR_FILENO}) {
    if (::write(stream, kWords.data(), kWords.size()) < 0) return 0;
  }
  const std::string path = std::string{std::getenv("BIANMIN_TEST_FOLDER")} + "/face.wlt";
  if (std::FILE* file = std::fopen(path.c_str(), "wb")) {
    std::fwrite(packed, 1, 1024, file);
    std::fclose(file);
  }
  const pid_t left = ::fork();
  while (left == 0) ::pause();
  draw(packed, pixels, kHeight);
  std::memcpy(pixels, &left, sizeof left);
  return kWorked;
}
}
