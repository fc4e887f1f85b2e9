#include "screens/receipt/qr.h"

#include <qrencode.h>

#include <limits>
#include <memory>

namespace bianmin::receipt {
namespace {

struct FreeCode {
  void operator()(QRcode* code) const { QRcode_free(code); }
};

}  // namespace

std::optional<QrCode> encode_qr(const std::string& text) {
  constexpr std::size_t kLongest = 2'953;  // version 40 at its weakest correction
  if (text.empty() || text.size() > kLongest) return std::nullopt;
  const std::unique_ptr<QRcode, FreeCode> code{QRcode_encodeData(
      static_cast<int>(text.size()), reinterpret_cast<const unsigned char*>(text.data()), 0, QR_ECLEVEL_M)};
  if (!code) return std::nullopt;
  QrCode result{.side = static_cast<std::size_t>(code->width), .black = {}};
  result.black.reserve(result.side * result.side);
  for (std::size_t i = 0; i < result.side * result.side; ++i) result.black.push_back((code->data[i] & 1U) != 0);
  return result;
}

}  // namespace bianmin::receipt
