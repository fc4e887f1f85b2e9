#include "screens/render/assets.h"

namespace bianmin::render {

Assets::Assets() : folder_{BIANMIN_ASSETS_DIR} {}

std::filesystem::path Assets::picture(std::string_view name) const {
  for (const auto* kind : {"icons", "pictures"}) {
    auto path = folder_ / kind / (std::string{name} + ".svg");
    std::error_code missing;
    if (std::filesystem::exists(path, missing)) return path;
  }
  return {};
}

}  // namespace bianmin::render
