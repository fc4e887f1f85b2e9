#include "drivers/id_card_reader/photo_library.h"

#include <unistd.h>

#include <algorithm>
#include <random>
#include <system_error>
#include <utility>

#include "drivers/id_card_reader/photo_memory.h"

namespace bianmin::drivers {
namespace {

// What the buffer holds before: no picture has a row of it.
Bytes pattern_of(std::size_t size) {
  std::minstd_rand dice{1};
  Bytes pattern(size);
  std::ranges::generate(pattern, [&] { return static_cast<std::uint8_t>(dice() >> 8); });
  return pattern;
}

std::string words_for(PhotoAnswer answer, const PhotoForm& form) {
  switch (answer) {
    case Worked:
      return {};
    case NotConfined:
      return "is not run, because this system does not let bianmin-photo lock itself in (seccomp)";
    case NotLoaded:
      return "is no library that this machine can load, or lacks one that it needs";
    case NoSymbol:
      return "has no function '" + form.symbol + "'";
    case Refused:
      return "did not return " + std::to_string(form.success);
  }
  return "ended its process";
}

}  // namespace

std::filesystem::path photo_program() {
  std::error_code ignored;
  return std::filesystem::read_symlink("/proc/self/exe", ignored).replace_filename("bianmin-photo");
}

PhotoLibrary::PhotoLibrary(std::filesystem::path path, PhotoForm form, std::filesystem::path program,
                           std::chrono::milliseconds limit)
    : path_{std::move(path)}, form_{std::move(form)}, program_{std::move(program)}, limit_{limit} {}

std::string PhotoLibrary::run(std::size_t size, int given, const KeepGoing& keep_going) const {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path_, ignored)) return "is not there";
  const std::vector words{std::to_string(::getpid()), path_.string(), form_.symbol, std::to_string(form_.success),
                          std::to_string(size)};
  return words_for(run_apart({program_, words, given}, limit_, keep_going));
}

std::string PhotoLibrary::words_for(const Ended& ended) const {
  switch (ended.ending) {
    case Ending::Answered:
      return drivers::words_for(static_cast<PhotoAnswer>(ended.value), form_);
    case Ending::Exited:
      return "ended its process";
    case Ending::Killed:
      return "crashed (signal " + std::to_string(ended.value) + ")";
    case Ending::TooLong:
      return "did not finish within " + std::to_string(std::chrono::ceil<std::chrono::seconds>(limit_).count()) + " s";
    case Ending::Stopped:
      return {};
    case Ending::NotStarted:
      return "could not be run: " + program_.string() + ": " + std::generic_category().message(ended.value);
  }
  std::unreachable();
}

void PhotoLibrary::probe(const KeepGoing& keep_going) {
  if (failures_ < kMostFailures) last_ = run(0, -1, keep_going);
}

std::optional<CardPhoto> PhotoLibrary::decode(PackedPhoto packed, const KeepGoing& keep_going) {
  if (failures_ >= kMostFailures) return std::nullopt;
  const auto before = pattern_of(output_size(form_.output));
  const auto memory = PhotoMemory::of(packed.size(), before.size());
  if (!memory) {
    last_ = "could not be run: the system gave no memory";
    return std::nullopt;
  }
  std::ranges::copy(packed, memory->packed().begin());
  std::ranges::copy(before, memory->picture().begin());

  bool stopped = false;
  auto wrong = run(before.size(), memory->descriptor(), [&] {
    stopped = stopped || !keep_going();
    return !stopped;
  });
  if (stopped) return std::nullopt;
  last_ = std::move(wrong);
  std::optional<CardPhoto> photo;
  if (last_.empty()) {
    auto read = photo_of(memory->picture(), before, form_);
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
