#pragma once
// Fetches the platform's catalogue: the list, each service, each form; what has not changed is not sent again.
#include <expected>
#include <map>
#include <memory>
#include <string>

#include "kiosk/flow/health.h"
#include "kiosk/platform/client.h"
#include "kiosk/service/catalogue.h"

namespace bianmin::runner {

struct CatalogueProblem {
  flow::Link link;
  std::string sentence;  // for the technician
};

// Thread: one, the client's.
class CatalogueFetch {
 public:
  [[nodiscard]] std::expected<std::shared_ptr<const service::Catalogue>, CatalogueProblem> fetch(
      platform::Client& client);

 private:
  struct Kept {
    std::string etag;
    std::string body;
  };
  [[nodiscard]] std::expected<std::string, CatalogueProblem> get(platform::Client& client, const std::string& path);

  std::map<std::string, Kept> kept_;  // by path
};

}  // namespace bianmin::runner
