#pragma once
// What the device process and bianmin-photo, which it starts for each photo, say to each other. The words:
//
//     bianmin-photo PARENT LIBRARY SYMBOL SUCCESS SIZE
//
// PARENT is the number of the process that starts it, SIZE the bytes of a picture. 0: it loads the library, looks for
// the function and calls nothing. Otherwise its one descriptor is that of a PhotoMemory of 1024 bytes and SIZE.
#include <filesystem>

namespace bianmin::drivers {

// What it answers; see apart.h.
enum PhotoAnswer {
  Worked,
  NotConfined,  // the system did not grant what confine_this_process() wants; nothing was loaded
  NotLoaded,
  NoSymbol,
  Refused,  // the function returned something else than SUCCESS
};

// Beside the program that asks.
[[nodiscard]] std::filesystem::path photo_program();

}  // namespace bianmin::drivers
