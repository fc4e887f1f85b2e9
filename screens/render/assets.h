#pragma once
// Where drawings are on this machine.
#include <filesystem>
#include <string_view>

namespace bianmin::render {

class Assets {
 public:
  // The folder compiled in (BIANMIN_ASSETS_DIR), which the program's option --assets replaces.
  Assets();
  explicit Assets(std::filesystem::path folder) : folder_{std::move(folder)} {}

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  // icons/<name>.svg, else pictures/<name>.svg; empty when there is neither.
  [[nodiscard]] std::filesystem::path picture(std::string_view name) const;

 private:
  std::filesystem::path folder_;
};

}  // namespace bianmin::render
