#include "kiosk/platform/client.h"

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <utility>

#include "kiosk/platform/connection.h"
#include "kiosk/platform/interpret.h"
#include "kiosk/platform/wire_text.h"

namespace bianmin::platform {
namespace {

constexpr std::string_view kScheme = "https://";
constexpr std::string_view kPin = "sha256//";

// A wrong pin would be taken for a file's name, and a line break in an id would begin another header.
bool can_be_used(const ClientSettings& settings) {
  return settings.address.starts_with(kScheme) && settings.address.size() > kScheme.size() &&
         is_header_value(settings.address) && settings.address.find(' ') == std::string::npos &&
         is_header_value(settings.mediator_client) && is_header_value(settings.terminal) &&
         std::ranges::all_of(settings.pinned_keys, [](const std::string& pin) {
           return pin.starts_with(kPin) && is_header_value(pin) && pin.find(';') == std::string::npos;
         });
}

ClientSettings without_last_slash(ClientSettings settings) {
  while (settings.address.ends_with('/')) settings.address.pop_back();
  return settings;
}

}  // namespace

struct Client::Connection {
  Connection(ClientSettings given, std::stop_token stop)
      : settings{std::move(given)}, usable{can_be_used(settings)}, http{settings, std::move(stop)} {}

  Exchange exchange(Request request) {
    if (!usable || !is_path(request.path)) return std::unexpected{Broken{WireFault::BadAddress, false, 0}};
    request.headers.push_back("Information-Mediator-Client: " + settings.mediator_client);
    request.headers.push_back("Bianmin-Terminal: " + settings.terminal);
    request.headers.emplace_back("Accept: application/json, application/problem+json");
    request.headers.emplace_back("Accept-Language: zh-CN");
    Exchange ended = http.exchange(request);
    if (ended) note_date(ended->date);
    return ended;
  }

  void note_date(std::string_view date) {
    const auto theirs = http_date(date);
    if (!theirs) return;
    const auto ours = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    clock_offset = std::chrono::seconds{*theirs - ours};
  }

  const ClientSettings settings;
  const bool usable;
  HttpConnection http;
  std::optional<std::chrono::seconds> clock_offset;
};

Client::Client(ClientSettings settings, std::stop_token stop)
    : connection_{std::make_unique<Connection>(without_last_slash(std::move(settings)), std::move(stop))} {}
Client::~Client() = default;

std::expected<Fetched, PlatformFault> Client::fetch(std::string_view path, std::string_view etag,
                                                    std::chrono::milliseconds limit) {
  Request request{.path = std::string{path}, .headers = {}, .body = {}, .limit = limit};
  if (!etag.empty() && is_header_value(etag)) request.headers.push_back("If-None-Match: " + std::string{etag});
  return fetched_of(connection_->exchange(std::move(request)));
}

Outcome Client::submit(const Submission& submission, std::chrono::milliseconds limit) {
  const auto key = structured_string(submission.key.value);
  if (!key) return Unreachable{WireFault::BadAddress};
  return outcome_of(connection_->exchange(Request{
      .path = "/services/" + path_segment(submission.service.value) + "/applications",
      .headers = {"Idempotency-Key: " + *key, "Content-Digest: " + content_digest(submission.digest),
                  "Content-Type: application/json",
                  // Without it libcurl asks the server before it sends a large body, and waits a second for the answer.
                  "Expect:"},
      .body = ByteView{submission.body},
      .limit = limit,
  }));
}

Answer Client::ask(const SubmissionKey& key, std::chrono::milliseconds limit) {
  return answer_of(connection_->exchange(
      Request{.path = "/bianmin/submissions/" + path_segment(key.value), .headers = {}, .body = {}, .limit = limit}));
}

std::expected<void, PlatformFault> Client::rate(const SubmissionKey& key, int grade, std::chrono::milliseconds limit) {
  const std::string body = R"({"grade":)" + std::to_string(grade) + "}";
  const auto rated = fetched_of(connection_->exchange(Request{
      .path = "/bianmin/submissions/" + path_segment(key.value) + "/rating",
      .headers = {"Content-Type: application/json"},
      .body = as_bytes(body),
      .limit = limit,
  }));
  if (!rated) return std::unexpected{rated.error()};
  return {};
}

Outcome Client::verify_electronic_id(std::string_view code, const ServiceId& service, std::chrono::milliseconds limit) {
  const nlohmann::json asked{{"code", code}, {"serviceId", service.value}};
  // What was scanned may be any bytes; the platform knows none of those that are replaced.
  const std::string body = asked.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  return outcome_of(connection_->exchange(Request{
      .path = "/bianmin/electronic-ids",
      .headers = {"Content-Type: application/json"},
      .body = as_bytes(body),
      .limit = limit,
  }));
}

void Client::forget() { connection_->http.forget(); }

std::optional<std::chrono::seconds> Client::clock_offset() const { return connection_->clock_offset; }

const std::string& Client::last_error() const { return connection_->http.last_error(); }

}  // namespace bianmin::platform
