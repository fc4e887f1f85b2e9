#pragma once
// valijson's opinion of a form's answers. Inside this room only.
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace bianmin::service {

// What does not satisfy the schema: names of properties; `whole` for what belongs to none of them.
struct SchemaOpinion {
  std::set<std::string, std::less<>> wrong;
  bool whole = false;
};

// `schema` has passed read_schema(). Thread: any; compiled schemas are kept in a bounded cache.
[[nodiscard]] SchemaOpinion check_against(std::string_view schema,
                                          const std::map<std::string, std::string, std::less<>>& answers);

[[nodiscard]] bool schema_compiles(std::string_view schema);

}  // namespace bianmin::service
