#include "tests/kiosk/runner/scripted_platform.h"

#include <utility>

namespace bianmin::runner {

void ScriptedPlatform::lay(const std::string& path, Page page) {
  const std::lock_guard lock{mutex_};
  pages_.insert_or_assign(path, std::move(page));
}

void ScriptedPlatform::take_away(const std::string& path) {
  const std::lock_guard lock{mutex_};
  pages_.erase(path);
}

std::vector<std::string> ScriptedPlatform::take_asked() {
  const std::lock_guard lock{mutex_};
  return std::exchange(asked_, {});
}

std::string ScriptedPlatform::answer(const std::string& request) {
  const auto from = request.find(' ') + 1;
  const auto path = request.substr(from, request.find(' ', from) - from);
  const std::lock_guard lock{mutex_};
  const auto found = pages_.find(path);
  Page page = found == pages_.end() ? Page{"{}", "", 404} : found->second;
  if (!page.etag.empty() && request.find("If-None-Match: " + page.etag) != std::string::npos)
    page = {"", page.etag, 304};
  asked_.push_back(path + " " + std::to_string(page.status));
  std::string answer = "HTTP/1.1 " + std::to_string(page.status) + " x\r\n";
  if (!page.etag.empty()) answer += "ETag: " + page.etag + "\r\n";
  if (page.status != 304) answer += "Content-Type: application/json\r\n";
  if (page.status != 304) answer += "Content-Length: " + std::to_string(page.body.size()) + "\r\n";
  return answer + "\r\n" + page.body;
}

}  // namespace bianmin::runner
