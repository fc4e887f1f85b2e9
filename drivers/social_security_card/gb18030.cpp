#include "drivers/social_security_card/gb18030.h"

#include <iconv.h>

#include <cstddef>

namespace bianmin::drivers {
namespace {

class Converter {
 public:
  Converter() : handle_{::iconv_open("UTF-8", "GB18030")} {}
  ~Converter() {
    if (open()) ::iconv_close(handle_);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  [[nodiscard]] bool open() const { return handle_ != reinterpret_cast<iconv_t>(-1); }

  // Whether all of it was taken, and nothing was replaced.
  bool convert(ByteView from, std::string& to) {
    Bytes input{from.begin(), from.end()};
    to.resize(input.size() * 3);  // one byte gives at most one, two at most three, four at most four
    auto* in = reinterpret_cast<char*>(input.data());
    auto* out = to.data();
    std::size_t in_left = input.size();
    std::size_t out_left = to.size();
    if (::iconv(handle_, &in, &in_left, &out, &out_left) != 0 || in_left != 0) return false;
    to.resize(to.size() - out_left);
    return true;
  }

 private:
  iconv_t handle_;
};

}  // namespace

std::optional<std::string> utf8_from_gb18030(ByteView text) {
  Converter converter;
  std::string converted;
  if (!converter.open() || !converter.convert(text, converted)) return std::nullopt;
  return converted;
}

}  // namespace bianmin::drivers
