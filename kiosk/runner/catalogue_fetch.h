#pragma once
// Fetches the platform's catalogue: the list, each service, each form; what has not changed is not sent again. A
// service that is listed and cannot be had is among the refused; the others are there.
#include <expected>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "kiosk/flow/health.h"
#include "kiosk/platform/client.h"
#include "kiosk/service/catalogue.h"

namespace bianmin::runner {

struct CatalogueProblem {
  flow::Link link;
  std::string sentence;  // for the technician
  // The platform is well, and has not got what was asked for, or too much of it.
  bool only_this = false;
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
  [[nodiscard]] std::expected<service::CatalogueSource, CatalogueProblem> get_service(platform::Client& client,
                                                                                      const std::string& id);

  std::map<std::string, Kept> kept_;  // by path
  std::set<std::string> asked_;       // the paths of this time; what is not among them is not kept
};

}  // namespace bianmin::runner
