#include "kiosk/platform/problem.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "kiosk/platform/wire_text.h"

namespace bianmin::platform {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kProblemCap = 64U << 10U;  // bytes; a larger one is not read
constexpr std::size_t kTextCap = 600;            // bytes: 200 Chinese characters
constexpr std::size_t kPointerCap = 200;         // bytes
constexpr std::size_t kMostFields = 50;
constexpr int kDeepest = 16;

// Problem types of config/platform-api.yaml.
constexpr std::array<std::pair<std::string_view, ProblemKind>, 5> kKinds{{
    {"urn:bianmin:problem:not-found", ProblemKind::NeverSeen},
    {"urn:bianmin:problem:submission-not-found", ProblemKind::NeverSeen},
    {"urn:bianmin:problem:still-running", ProblemKind::StillRunning},
    {"urn:bianmin:problem:unavailable", ProblemKind::NotTaken},
    {"urn:bianmin:problem:storage-full", ProblemKind::NotTaken},
}};

std::string text_of(const Json& object, const char* name, std::size_t cap) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_string()) return "";
  return shown(found->get_ref<const std::string&>(), cap);
}

ProblemKind kind_of(const Json& problem) {
  const std::string type = text_of(problem, "type", kPointerCap);
  const auto found = std::ranges::find(kKinds, std::string_view{type}, &decltype(kKinds)::value_type::first);
  return found == kKinds.end() ? ProblemKind::Other : found->second;
}

// The requests ask for Chinese, so `localizedMessage` is Chinese; `title` is the type's short English sentence.
LocalText text_of(const Json& problem) {
  LocalText text{text_of(problem, "localizedMessage", kTextCap), text_of(problem, "title", kTextCap)};
  if (text.english.empty()) text.english = text_of(problem, "message", kTextCap);
  return text;
}

LocalText local_text(const Json& field, const char* name) {
  const auto found = field.find(name);
  if (found == field.end() || !found->is_object()) return {};
  return {text_of(*found, "zh-CN", kTextCap), text_of(*found, "en", kTextCap)};
}

std::vector<FieldProblem> fields_of(const Json& problem) {
  std::vector<FieldProblem> fields;
  const auto errors = problem.find("errors");
  if (errors == problem.end() || !errors->is_array()) return fields;
  for (const Json& error : *errors) {
    if (!error.is_object()) continue;
    if (fields.size() == kMostFields) break;
    fields.push_back({text_of(error, "pointer", kPointerCap), local_text(error, "message")});
  }
  return fields;
}

// Not an object when it cannot be read.
Json parsed(const Reply& reply) {
  if (reply.body.size() > kProblemCap) return {};
  const auto shallow = [](int depth, Json::parse_event_t, Json&) { return depth <= kDeepest; };
  return Json::parse(reply.body.begin(), reply.body.end(), shallow, false);
}

}  // namespace

bool is_problem(const Reply& reply) {
  const Json problem = parsed(reply);
  if (!problem.is_object()) return false;
  if (reply.content_type.starts_with("application/problem+json")) return true;
  const auto has_text = [&problem](const char* name) { return problem.contains(name) && problem[name].is_string(); };
  return has_text("type") || (has_text("code") && has_text("message"));
}

Problem read_problem(const Reply& reply) {
  const Json problem = parsed(reply);
  if (!problem.is_object()) return {};
  return {kind_of(problem), text_of(problem), fields_of(problem)};
}

}  // namespace bianmin::platform
