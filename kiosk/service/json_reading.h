#pragma once
// Reads hostile JSON member by member and says what is wrong where. Inside this room only: no public header includes
// it.
#include <cstddef>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kiosk/base/language.h"

namespace bianmin::service {

// Why a document is refused, in a sentence for the operator. Thrown by Node, caught where parsing began.
struct Refused {
  std::string problem;
};

struct JsonLimits {
  std::size_t bytes = 0;
  std::size_t depth = 0;
};

// Throws Refused. `document` names the text in the problem.
[[nodiscard]] nlohmann::json parse_json(std::string_view text, JsonLimits limits, std::string_view document);

struct TextLimits {
  std::size_t least = 1;  // characters
  std::size_t most = 200;
};

// Whether a problem may repeat what stands in the document. Answers about persons are never quoted.
enum class Quoting { Allowed, Never };

// One value in a document and the way to it (JSON pointer, RFC 6901). Refers to the document: keep that alive.
class Node {
 public:
  Node(const nlohmann::json& value, std::string document, Quoting quoting = Quoting::Allowed)
      : value_{&value}, document_{std::move(document)}, quoting_{quoting} {}

  [[noreturn]] void refuse(std::string_view expected, std::string_view remedy) const;

  [[nodiscard]] const nlohmann::json& value() const { return *value_; }
  [[nodiscard]] const std::string& pointer() const { return pointer_; }

  // An object, and one of no other members than these.
  void expect_members(std::initializer_list<std::string_view> known) const;
  void expect_object() const;
  [[nodiscard]] Node at(std::string_view member) const;
  [[nodiscard]] std::optional<Node> find(std::string_view member) const;

  [[nodiscard]] std::vector<Node> items(std::size_t least, std::size_t most) const;
  [[nodiscard]] std::string text(TextLimits limits) const;
  // ASCII letters, digits and the given marks.
  [[nodiscard]] std::string word(std::size_t most, std::string_view marks) const;
  [[nodiscard]] bool truth() const;
  [[nodiscard]] int whole_number(int least, int most) const;
  [[nodiscard]] LocalText local_text(TextLimits limits) const;
  // A text for every language, or one for all of them.
  [[nodiscard]] LocalText local_or_plain_text(TextLimits limits) const;
  [[nodiscard]] LocalList local_list(std::size_t least, std::size_t most, TextLimits limits) const;

  template <typename Value>
  using Words = std::initializer_list<std::pair<std::string_view, Value>>;
  template <typename Value>
  [[nodiscard]] Value one_of(Words<Value> words) const {
    std::string expected = "one of";
    for (const auto& [name, value] : words) {
      if (value_->is_string() && value_->get_ref<const std::string&>() == name) return value;
      expected.append(expected.size() == 6 ? " \"" : ", \"").append(name).append("\"");
    }
    refuse(expected, "write one of them");
  }

 private:
  [[nodiscard]] Node child(const nlohmann::json& value, std::string_view step) const;
  [[nodiscard]] std::string found() const;

  const nlohmann::json* value_;
  std::string document_;
  Quoting quoting_;
  std::string pointer_;
};

}  // namespace bianmin::service
