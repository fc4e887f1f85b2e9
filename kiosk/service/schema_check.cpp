#include "kiosk/service/schema_check.h"

#include <cstddef>
#include <exception>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

namespace bianmin::service {
namespace {

using nlohmann::json;
using valijson::adapters::NlohmannJsonAdapter;

constexpr std::size_t kMostKept = 64;  // compiled schemas; beyond it the cache begins anew

// Schema and validator belong together: the validator keeps the schema's compiled patterns and is not thread-safe.
struct Compiled {
  valijson::Schema schema;
  valijson::Validator validator;
  std::mutex in_use;
};

std::shared_ptr<Compiled> compile(std::string_view text) {
  const json document = json::parse(text);
  const NlohmannJsonAdapter adapter{document};
  auto compiled = std::make_shared<Compiled>();
  valijson::SchemaParser parser{valijson::SchemaParser::kDraft7};
  parser.populateSchema(adapter, compiled->schema);
  return compiled;
}

class Cache {
 public:
  std::shared_ptr<Compiled> find_or_compile(std::string_view text) {
    const std::lock_guard lock{mutex_};
    if (const auto there = kept_.find(text); there != kept_.end()) return there->second;
    if (kept_.size() >= kMostKept) kept_.clear();
    return kept_.emplace(std::string{text}, compile(text)).first->second;
  }

 private:
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<Compiled>, std::less<>> kept_;
};

Cache& cache() {
  static Cache the_cache;
  return the_cache;
}

// valijson writes the way to a member as "[name]".
std::optional<std::string> property_of(const std::vector<std::string>& context) {
  if (context.size() < 2) return std::nullopt;
  const std::string& step = context[1];
  if (step.size() < 3 || step.front() != '[' || step.back() != ']') return std::nullopt;
  return step.substr(1, step.size() - 2);
}

// Errors of the object as a whole repeat what its members said, or name a member in their last quotes.
std::optional<std::string> quoted_name(const std::string& description) {
  const std::size_t close = description.rfind('\'');
  if (close == std::string::npos || close == 0) return std::nullopt;
  const std::size_t open = description.rfind('\'', close - 1);
  if (open == std::string::npos) return std::nullopt;
  return description.substr(open + 1, close - open - 1);
}

}  // namespace

bool schema_compiles(std::string_view schema) {
  try {
    return compile(schema) != nullptr;
  } catch (const std::exception&) {
    return false;
  }
}

SchemaOpinion check_against(std::string_view schema, const std::map<std::string, std::string, std::less<>>& answers) {
  SchemaOpinion opinion;
  const json document = answers;
  valijson::ValidationResults results;
  try {
    const auto compiled = cache().find_or_compile(schema);
    const std::lock_guard lock{compiled->in_use};
    const NlohmannJsonAdapter adapter{document};
    if (compiled->validator.validate(compiled->schema, adapter, &results)) return opinion;
  } catch (const std::exception&) {
    // The matcher gave up or the schema never passed read_schema(): nothing can be said in favour of the answers.
    opinion.whole = true;
    return opinion;
  }
  for (const auto& error : results) {
    auto name = property_of(error.context);
    if (!name) name = quoted_name(error.description);
    if (name) {
      opinion.wrong.insert(*std::move(name));
    } else {
      opinion.whole = true;
    }
  }
  return opinion;
}

}  // namespace bianmin::service
