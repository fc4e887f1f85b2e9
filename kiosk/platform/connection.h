#pragma once
// One libcurl handle and its connection. Internal to the client.
#include <curl/curl.h>

#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "kiosk/platform/client.h"
#include "kiosk/platform/reply.h"
#include "kiosk/platform/tls_watch.h"

namespace bianmin::platform {

struct Request {
  std::string path;
  std::vector<std::string> headers;  // "Name: value"
  std::optional<ByteView> body;      // a POST when there, a GET otherwise; outlives the exchange
  std::chrono::milliseconds limit{0};
};

// Thread: the client's.
class HttpConnection {
 public:
  HttpConnection(ClientSettings settings, std::stop_token stop);
  HttpConnection(const HttpConnection&) = delete;
  HttpConnection& operator=(const HttpConnection&) = delete;

  [[nodiscard]] Exchange exchange(const Request& request);
  [[nodiscard]] const std::string& last_error() const { return last_error_; }
  // Hangs up. What went over the line stays in libcurl's and OpenSSL's buffers until then.
  void forget();

 private:
  struct CleanEasy {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  };
  struct CleanMulti {
    void operator()(CURLM* handle) const { curl_multi_cleanup(handle); }
  };
  struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  };
  using Headers = std::unique_ptr<curl_slist, FreeList>;

  static std::size_t on_header(char* bytes, std::size_t one, std::size_t size, void* self);
  static std::size_t on_body(char* bytes, std::size_t one, std::size_t size, void* self);
  static int on_request(void* self, char*, char*, int, int);

  void set_security();
  void set_limits(std::chrono::milliseconds limit);
  void begin(const Request& request, const Headers& headers);
  [[nodiscard]] CURLcode run();
  [[nodiscard]] WireFault fault_of(CURLcode code) const;

  const ClientSettings settings_;
  const std::stop_token stop_;
  TlsWatch tls_watch_;
  std::array<char, CURL_ERROR_SIZE> words_{};
  std::string last_error_;

  // Of the exchange under way.
  Reply reply_;
  std::size_t header_bytes_ = 0;
  int times_sent_ = 0;
  bool is_post_ = false;
  bool over_cap_ = false;

  std::unique_ptr<CURLM, CleanMulti> multi_;
  std::unique_ptr<CURL, CleanEasy> easy_;
};

}  // namespace bianmin::platform
