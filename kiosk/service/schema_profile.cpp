#include "kiosk/service/schema_profile.h"

#include <algorithm>
#include <optional>
#include <regex>

#include "kiosk/service/catalogue.h"
#include "kiosk/service/characters.h"
#include "kiosk/service/pattern_cost.h"
#include "kiosk/service/schema_check.h"

namespace bianmin::service {
namespace {

constexpr std::string_view kDraft = "http://json-schema.org/draft-07/schema#";
constexpr std::string_view kDefinitions = "#/definitions/";
constexpr std::size_t kMostProperties = 60;
constexpr std::size_t kMostWords = 300;       // of an enum
constexpr std::size_t kLongestPattern = 200;  // bytes
constexpr double kMostWays = 300'000;         // some tenths of a second of the matcher's time at the very worst
constexpr double kMostStates = 5'000;
constexpr std::size_t kLongestName = 40;

void check_pattern(const Node& node, std::size_t longest) {
  const std::string pattern = node.text({1, kLongestPattern});
  const bool ascii = std::ranges::all_of(pattern, [](char letter) { return letter >= 0x20 && letter < 0x7f; });
  if (!ascii || !pattern.starts_with('^') || !pattern.ends_with('$')) {
    node.refuse("a regular expression of ASCII characters between ^ and $", "write one");
  }
  const auto cost = pattern_cost(pattern, longest);
  if (!cost) node.refuse("a plain regular expression without " + cost.error(), "write it in a simpler way");
  if (!(cost->ways <= kMostWays && cost->states <= kMostStates)) {
    node.refuse("a regular expression that finishes soon",
                "use fewer repetitions, none inside another, or give a maxLength");
  }
  try {
    const std::regex compiled{pattern};
  } catch (const std::regex_error&) {
    node.refuse("a regular expression", "correct it");
  }
}

SchemaProperty read_property(const Node& node) {
  node.expect_members({"type", "enum", "minLength", "maxLength", "pattern", "format"});
  static_cast<void>(node.at("type").one_of<bool>({{"string", true}}));
  SchemaProperty property;
  int shortest = 0;
  if (const auto least = node.find("minLength")) shortest = least->whole_number(0, static_cast<int>(kLongestAnswer));
  if (const auto most = node.find("maxLength")) {
    property.longest =
        static_cast<std::size_t>(most->whole_number(std::max(shortest, 1), static_cast<int>(kLongestAnswer)));
  }
  if (const auto words = node.find("enum")) {
    for (const auto& item : words->items(1, kMostWords)) {
      std::string word = item.text({1, 60});
      if (std::ranges::find(property.words, word) != property.words.end()) item.refuse("a word once", "remove it");
      property.longest = std::max(property.longest, count_characters(word));
      property.words.push_back(std::move(word));
    }
  }
  if (const auto pattern = node.find("pattern")) {
    check_pattern(*pattern, property.longest > 0 ? property.longest : kLongestAnswer);
  }
  if (const auto format = node.find("format")) static_cast<void>(format->one_of<bool>({{"date", true}}));
  return property;
}

SchemaProperty read_property_or_reference(const Node& node, const std::optional<Node>& definitions) {
  const auto reference = node.find("$ref");
  if (!reference) return read_property(node);
  node.expect_members({"$ref"});
  const std::string path = reference->text({1, 80});
  if (path.starts_with(kDefinitions) && definitions) {
    if (const auto target = definitions->find(path.substr(kDefinitions.size()))) return read_property(*target);
  }
  reference->refuse("a reference to one of the form's own #/definitions/", "name one of them");
}

}  // namespace

SchemaOutline read_schema(const Node& schema) {
  schema.expect_members(
      {"$schema", "type", "properties", "required", "additionalProperties", "definitions", "x-bianmin"});
  static_cast<void>(schema.at("$schema").one_of<bool>({{kDraft, true}}));
  static_cast<void>(schema.at("type").one_of<bool>({{"object", true}}));
  if (const Node more = schema.at("additionalProperties"); more.truth()) more.refuse("false", "write false");

  const auto definitions = schema.find("definitions");
  if (definitions) {
    definitions->expect_object();
    if (definitions->value().size() > kMostProperties) definitions->refuse("at most 60 definitions", "write fewer");
    for (const auto& [name, value] : definitions->value().items())
      static_cast<void>(read_property(definitions->at(name)));
  }
  SchemaOutline outline;
  const Node properties = schema.at("properties");
  properties.expect_object();
  if (properties.value().empty() || properties.value().size() > kMostProperties) {
    properties.refuse("1 to 60 properties", "write as many");
  }
  for (const auto& [name, value] : properties.value().items()) {
    outline.properties[name] = read_property_or_reference(properties.at(name), definitions);
  }
  for (const auto& item : schema.at("required").items(0, kMostProperties)) {
    std::string name = item.text({1, kLongestName});
    if (!outline.properties.contains(name)) item.refuse("the name of a property", "name one or remove it");
    outline.required.push_back(std::move(name));
  }
  nlohmann::json plain = schema.value();
  plain.erase("x-bianmin");
  outline.text = plain.dump();
  if (!schema_compiles(outline.text)) schema.refuse("a JSON Schema of draft-07", "check it with a schema tool");
  return outline;
}

}  // namespace bianmin::service
