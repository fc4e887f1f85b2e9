#pragma once
// A platform that answers each path with what a test laid there.
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "tests/kiosk/platform/hostile_server.h"

namespace bianmin::runner {

struct Page {
  std::string body;
  std::string etag;  // empty: none
  int status = 200;
};

// Answers a request that names the page's ETag with 304. What is not laid there is 404. Thread: any.
class ScriptedPlatform {
 public:
  void lay(const std::string& path, Page page);
  void take_away(const std::string& path);

  // The paths asked for since the last call, each with its status: "/services 200".
  [[nodiscard]] std::vector<std::string> take_asked();
  [[nodiscard]] platform::ClientSettings settings() const { return server_.settings(); }

 private:
  [[nodiscard]] std::string answer(const std::string& request);

  std::mutex mutex_;
  std::map<std::string, Page> pages_;
  std::vector<std::string> asked_;
  platform::HostileServer server_{[this](platform::Peer& peer) {
    for (auto request = peer.read_request(); !request.empty(); request = peer.read_request()) {
      if (!peer.write(answer(request))) return;
    }
  }};
};

}  // namespace bianmin::runner
