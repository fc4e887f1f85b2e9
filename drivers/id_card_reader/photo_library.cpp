#include "drivers/id_card_reader/photo_library.h"

#include <dlfcn.h>
#include <string.h>

#include <algorithm>
#include <array>
#include <random>
#include <system_error>
#include <utility>

namespace bianmin::drivers {

using namespace std::chrono_literals;

namespace {

constexpr auto kLimit = 1s;

// What the work in the child returns.
enum Result { Worked, NotLoaded, NoSymbol, Refused };

using Unpack = int (*)(char* packed, char* pixels, int save);

// What the buffer holds before: no picture has a row of it.
Bytes pattern_of(std::size_t size) {
  std::minstd_rand dice{1};
  Bytes pattern(size);
  std::ranges::generate(pattern, [&] { return static_cast<std::uint8_t>(dice() >> 8); });
  return pattern;
}

std::string words_for(const Ended& ended, const PhotoForm& form) {
  switch (ended.ending) {
    case Ending::Killed:
      return "crashed (signal " + std::to_string(ended.value) + ")";
    case Ending::Exited:
      return "ended its process";
    case Ending::TooLong:
      return "did not finish within 1 s";
    case Ending::NotStarted:
      return "could not be run: the system gave no process";
    case Ending::Stopped:
      return {};
    case Ending::Returned:
      break;
  }
  if (ended.value == NotLoaded) return "is no library that this machine can load, or lacks one that it needs";
  if (ended.value == NoSymbol) return "has no function '" + form.symbol + "'";
  if (ended.value == Refused) return "did not return " + std::to_string(form.success);
  return {};
}

}  // namespace

PhotoLibrary::PhotoLibrary(std::filesystem::path path, PhotoForm form)
    : path_{std::move(path)}, form_{std::move(form)} {}

std::string PhotoLibrary::run(const std::function<int(void* entry)>& work, const KeepGoing& keep_going) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path_, ignored)) return "is not there";
  const auto ended = run_apart(
      [&] {
        void* library = ::dlopen(path_.c_str(), RTLD_NOW | RTLD_LOCAL);
        if (library == nullptr) return int{NotLoaded};
        void* entry = ::dlsym(library, form_.symbol.c_str());
        return entry == nullptr ? int{NoSymbol} : work(entry);
      },
      kLimit, keep_going);
  return words_for(ended, form_);
}

void PhotoLibrary::probe(const KeepGoing& keep_going) {
  if (failures_ < kMostFailures) last_ = run([](void*) { return int{Worked}; }, keep_going);
}

std::optional<CardPhoto> PhotoLibrary::decode(PackedPhoto packed, const KeepGoing& keep_going) {
  if (failures_ >= kMostFailures) return std::nullopt;
  const auto before = pattern_of(output_size(form_.output));
  const auto input = SharedMemory::of(packed.size());
  const auto output = SharedMemory::of(before.size());
  if (!input || !output) return std::nullopt;
  std::ranges::copy(packed, input->bytes().begin());
  std::ranges::copy(before, output->bytes().begin());

  bool stopped = false;
  auto wrong = run(
      [&](void* entry) {
        const auto unpack = reinterpret_cast<Unpack>(entry);
        const int returned =
            unpack(reinterpret_cast<char*>(input->bytes().data()), reinterpret_cast<char*>(output->bytes().data()), 0);
        return int{returned == form_.success ? Worked : Refused};
      },
      [&] {
        stopped = stopped || !keep_going();
        return !stopped;
      });
  if (stopped) return std::nullopt;
  last_ = std::move(wrong);
  std::optional<CardPhoto> photo;
  if (last_.empty()) {
    auto read = photo_of(output->bytes(), before, form_);
    if (read) photo = std::move(*read);
    if (!read) last_ = read.error();
  }
  failures_ = photo ? 0 : failures_ + 1;
  return photo;
}

std::string PhotoLibrary::complaint() const {
  if (last_.empty()) return {};
  auto words = "photo decoder " + path_.string() + " " + last_;
  if (failures_ >= kMostFailures) words += ", three times in a row, and is left alone until the terminal starts again";
  return words + ". Cards are read without photos: mend photo_decoder in kiosk.toml, or take it out";
}

}  // namespace bianmin::drivers
