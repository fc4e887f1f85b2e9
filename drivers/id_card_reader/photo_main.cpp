// bianmin-photo: calls an operator's library for one photo, and ends. Started by whoever has read a card; see
// photo_program.h. Exits with 2 when it is not.
#include <dlfcn.h>
#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <optional>
#include <span>
#include <string_view>

#include "drivers/id_card_reader/apart.h"
#include "drivers/id_card_reader/confinement.h"
#include "drivers/id_card_reader/photo_memory.h"
#include "drivers/id_card_reader/photo_program.h"
#include "drivers/id_card_reader/sam_v_wire.h"

namespace bianmin::drivers {
namespace {

constexpr int kWrongUse = 2;

using Unpack = int (*)(char* packed, char* pixels, int save);

template <typename Number>
std::optional<Number> parse(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

struct Words {
  pid_t parent;
  const char* library;
  const char* symbol;
  int success;
  std::size_t size;
};

std::optional<Words> parse_words(std::span<char*> words) {
  if (words.size() != 6) return std::nullopt;
  const auto parent = parse<pid_t>(words[1]);
  const auto success = parse<int>(words[4]);
  const auto size = parse<std::size_t>(words[5]);
  if (!parent || !success || !size) return std::nullopt;
  return Words{*parent, words[2], words[3], *success, *size};
}

PhotoAnswer answer_to(const Words& words, const std::optional<PhotoView>& view) {
  if (!confine_this_process(words.parent)) return NotConfined;
  void* library = ::dlopen(words.library, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return NotLoaded;
  void* entry = ::dlsym(library, words.symbol);
  if (entry == nullptr) return NoSymbol;
  if (!view) return Worked;
  const auto text = [](std::span<std::uint8_t> bytes) { return reinterpret_cast<char*>(bytes.data()); };
  const int returned = reinterpret_cast<Unpack>(entry)(text(view->packed), text(view->picture), 0);
  return returned == words.success ? Worked : Refused;
}

}  // namespace
}  // namespace bianmin::drivers

int main(int argc, char** argv) {
  using namespace bianmin::drivers;
  const auto words = parse_words({argv, static_cast<std::size_t>(argc)});
  std::optional<PhotoView> view;
  if (words && words->size > 0) view = view_photo_memory(kGivenDescriptor, sam_v::kPhotoSize, words->size);
  if (!words || (words->size > 0 && !view)) {
    std::fputs("bianmin-photo: started by bianmin-device and kioskctl when a photo is to be decoded\n", stderr);
    return kWrongUse;
  }
  // What the library left for its end is not run.
  ::_exit(kAnswered + answer_to(*words, view));
}
