#include "screens/render/qr_code.h"

#include <qrencode.h>

#include <memory>

namespace bianmin::render {

std::optional<QrModules> qr_modules(const std::string& bytes) {
  if (bytes.empty()) return std::nullopt;
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code{
      QRcode_encodeData(static_cast<int>(bytes.size()), reinterpret_cast<const unsigned char*>(bytes.data()), 0,
                        QR_ECLEVEL_M),
      &QRcode_free};
  if (!code) return std::nullopt;
  QrModules modules{code->width, {}};
  const auto count = static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width);
  modules.dark.reserve(count);
  for (std::size_t i = 0; i < count; ++i) modules.dark.push_back((code->data[i] & 1U) != 0);
  return modules;
}

}  // namespace bianmin::render
