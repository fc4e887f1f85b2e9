#include "kiosk/platform/answer_reader.h"

#include <nlohmann/json.hpp>

#include "kiosk/platform/wire_text.h"

namespace bianmin::platform {
namespace {

constexpr int kDeepest = 64;
constexpr std::size_t kFileIdCap = 100;  // bytes

using Json = nlohmann::json;

// Called by the parser for each piece; false ends the parsing.
class FileIdReader final : public nlohmann::json_sax<Json> {
 public:
  [[nodiscard]] const std::string& file_id() const { return file_id_; }

  bool null() override { return in_object(); }
  bool boolean(bool) override { return in_object(); }
  bool number_integer(number_integer_t) override { return in_object(); }
  bool number_unsigned(number_unsigned_t) override { return in_object(); }
  bool number_float(number_float_t, const string_t&) override { return in_object(); }
  bool binary(binary_t&) override { return false; }
  bool string(string_t& text) override {
    if (at_file_id_ && depth_ == 1) file_id_ = shown(text, kFileIdCap);
    return in_object();
  }
  bool key(string_t& name) override {
    at_file_id_ = depth_ == 1 && name == "fileId";
    return true;
  }
  bool start_object(std::size_t) override { return ++depth_ <= kDeepest; }
  bool end_object() override { return --depth_ >= 0; }
  bool start_array(std::size_t) override { return in_object() && ++depth_ <= kDeepest; }
  bool end_array() override { return --depth_ >= 0; }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

 private:
  [[nodiscard]] bool in_object() const { return depth_ > 0; }

  std::string file_id_;
  int depth_ = 0;
  bool at_file_id_ = false;
};

}  // namespace

std::optional<std::string> read_file_id(ByteView body) {
  FileIdReader reader;
  if (!Json::sax_parse(body.begin(), body.end(), &reader)) return std::nullopt;
  return reader.file_id();
}

}  // namespace bianmin::platform
