#include "kiosk/platform/connection.h"

#include <algorithm>
#include <cctype>
#include <string_view>
#include <utility>

namespace bianmin::platform {
namespace {

constexpr std::size_t kHeaderCap = 64U << 10U;  // bytes of all header lines of a reply
constexpr long kLongestIdle = 15;               // s: shorter than servers keep a connection open
constexpr int kLongestPoll = 1'000;             // ms

void start_libcurl() {
  // curl_global_init is not safe from several threads, and clients are made on several.
  static const CURLcode kStarted = curl_global_init(CURL_GLOBAL_DEFAULT);
  (void)kStarted;
}

std::string_view trimmed(std::string_view text) {
  const auto is_space = [](char letter) { return letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n'; };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

bool same_name(std::string_view one, std::string_view other) {
  return std::ranges::equal(one, other, [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
  });
}

std::string joined(const std::vector<std::string>& pins) {
  std::string all;
  for (const std::string& pin : pins) all += (all.empty() ? "" : ";") + pin;
  return all;
}

}  // namespace

HttpConnection::HttpConnection(ClientSettings settings, std::stop_token stop)
    : settings_{std::move(settings)}, stop_{std::move(stop)} {
  start_libcurl();
  multi_.reset(curl_multi_init());
  easy_.reset(curl_easy_init());
}

void HttpConnection::forget() {
  easy_.reset();
  multi_.reset(curl_multi_init());
  easy_.reset(curl_easy_init());
}

Exchange HttpConnection::exchange(const Request& request) {
  last_error_.clear();
  if (!multi_ || !easy_) return std::unexpected{Broken{WireFault::NoConnection, false, 0}};
  if (stop_.stop_requested()) return std::unexpected{Broken{WireFault::Cancelled, false, 0}};
  Headers headers;
  for (const std::string& header : request.headers) {
    curl_slist* const longer = curl_slist_append(headers.get(), header.c_str());
    if (longer == nullptr) return std::unexpected{Broken{WireFault::NoConnection, false, 0}};
    (void)headers.release();
    headers.reset(longer);
  }
  begin(request, headers);
  const CURLcode code = run();
  long status = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
  if (code == CURLE_OK) {
    reply_.status = static_cast<int>(status);
    return std::exchange(reply_, {});
  }
  last_error_ = words_.front() != '\0' ? words_.data() : curl_easy_strerror(code);
  const Broken broken{fault_of(code), times_sent_ > 0 && !tls_watch_.certificate_refused(), static_cast<int>(status)};
  reply_ = {};
  return std::unexpected{broken};
}

void HttpConnection::begin(const Request& request, const Headers& headers) {
  reply_ = {};
  header_bytes_ = 0;
  times_sent_ = 0;
  over_cap_ = false;
  is_post_ = request.body.has_value();
  words_.front() = '\0';
  tls_watch_.forget();

  // Resetting keeps the connections, and forgets every option of the request before.
  CURL* const easy = easy_.get();
  curl_easy_reset(easy);
  curl_easy_setopt(easy, CURLOPT_URL, (settings_.address + request.path).c_str());
  curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, words_.data());
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  // An empty proxy also means: none from the environment.
  curl_easy_setopt(easy, CURLOPT_PROXY, "");
  curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, on_request);
  curl_easy_setopt(easy, CURLOPT_PREREQDATA, this);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, this);
  if (request.body) {
    curl_easy_setopt(easy, CURLOPT_POST, 1L);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body->size()));
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS,
                     request.body->empty() ? "" : reinterpret_cast<const char*>(request.body->data()));
  }
  set_security();
  set_limits(request.limit);
}

void HttpConnection::set_security() {
  CURL* const easy = easy_.get();
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "https");
  curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(easy, CURLOPT_CAINFO, settings_.authority.c_str());
  // Debian's libcurl would trust the system's folder of CAs as well.
  curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
  if (!settings_.certificate.empty()) {
    curl_easy_setopt(easy, CURLOPT_SSLCERT, settings_.certificate.c_str());
    curl_easy_setopt(easy, CURLOPT_SSLKEY, settings_.key.c_str());
  }
  if (!settings_.pinned_keys.empty()) {
    curl_easy_setopt(easy, CURLOPT_PINNEDPUBLICKEY, joined(settings_.pinned_keys).c_str());
  }
  tls_watch_.attach(easy);
}

void HttpConnection::set_limits(std::chrono::milliseconds limit) {
  CURL* const easy = easy_.get();
  // libcurl takes 0 for no limit at all.
  const auto whole = std::max<std::int64_t>(1, limit.count());
  const auto connect = std::clamp<std::int64_t>(settings_.connect_limit.count(), 1, whole);
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(whole));
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(connect));
  curl_easy_setopt(easy, CURLOPT_MAXAGE_CONN, kLongestIdle);
  // A name server that does not answer must not hold up the end of a cancelled request.
  curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
}

CURLcode HttpConnection::run() {
  CURLM* const multi = multi_.get();
  const std::stop_callback wake{stop_, [multi] { curl_multi_wakeup(multi); }};
  if (curl_multi_add_handle(multi, easy_.get()) != CURLM_OK) return CURLE_FAILED_INIT;
  CURLcode code = CURLE_ABORTED_BY_CALLBACK;
  for (int running = 1; running > 0 && !stop_.stop_requested();) {
    if (curl_multi_perform(multi, &running) != CURLM_OK) break;
    // The poll ends sooner where libcurl has a time limit of its own to look after.
    if (running > 0 && curl_multi_poll(multi, nullptr, 0, kLongestPoll, nullptr) != CURLM_OK) break;
  }
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi, &left)) {
    if (message->msg == CURLMSG_DONE) code = message->data.result;
  }
  curl_multi_remove_handle(multi, easy_.get());
  return code;
}

WireFault HttpConnection::fault_of(CURLcode code) const {
  if (tls_watch_.certificate_refused()) return WireFault::CertificateNotAccepted;
  if (over_cap_) return WireFault::TooLarge;
  switch (code) {
    case CURLE_URL_MALFORMAT:
      return WireFault::BadAddress;
    // Of the address before anything was sent; of the reply's status line after.
    case CURLE_UNSUPPORTED_PROTOCOL:
      return times_sent_ > 0 ? WireFault::Garbled : WireFault::BadAddress;
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CACERT_BADFILE:
      return WireFault::CredentialsMissing;
    case CURLE_COULDNT_RESOLVE_HOST:
      return WireFault::NameNotFound;
    case CURLE_SSL_CONNECT_ERROR:
      return WireFault::TlsFailed;
    case CURLE_PEER_FAILED_VERIFICATION:
      return WireFault::PlatformNotTrusted;
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
      return WireFault::PinMismatch;
    case CURLE_OPERATION_TIMEDOUT:
      return WireFault::TimedOut;
      // libcurl keeps no header line of more than 100 kB, and called that a lack of memory before 8.6.
#if LIBCURL_VERSION_NUM >= 0x080600
    case CURLE_TOO_LARGE:
#endif
    case CURLE_OUT_OF_MEMORY:
      return times_sent_ > 0 ? WireFault::TooLarge : WireFault::NoConnection;
    case CURLE_WEIRD_SERVER_REPLY:
      return WireFault::Garbled;
    case CURLE_ABORTED_BY_CALLBACK:
      return stop_.stop_requested() ? WireFault::Cancelled : WireFault::Cut;
    default:
      return times_sent_ > 0 ? WireFault::Cut : WireFault::NoConnection;
  }
}

std::size_t HttpConnection::on_header(char* bytes, std::size_t one, std::size_t size, void* self) {
  auto* const connection = static_cast<HttpConnection*>(self);
  const std::string_view line{bytes, one * size};
  connection->header_bytes_ += line.size();
  if (connection->header_bytes_ > kHeaderCap) {
    connection->over_cap_ = true;
    return CURL_WRITEFUNC_ERROR;
  }
  Reply& reply = connection->reply_;
  // Another status line: what came before was an interim reply (RFC 9110, 15.2).
  if (line.starts_with("HTTP/")) reply = {};
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return line.size();
  const std::string_view name = line.substr(0, colon);
  const std::string_view value = trimmed(line.substr(colon + 1));
  if (same_name(name, "content-type")) reply.content_type = value;
  if (same_name(name, "etag")) reply.etag = value;
  if (same_name(name, "retry-after")) reply.retry_after = value;
  if (same_name(name, "idempotency-replayed")) reply.replayed = value;
  if (same_name(name, "date")) reply.date = value;
  return line.size();
}

std::size_t HttpConnection::on_body(char* bytes, std::size_t one, std::size_t size, void* self) {
  auto* const connection = static_cast<HttpConnection*>(self);
  const std::size_t count = one * size;
  Bytes& body = connection->reply_.body;
  if (count > connection->settings_.reply_cap - std::min(body.size(), connection->settings_.reply_cap)) {
    connection->over_cap_ = true;
    return CURL_WRITEFUNC_ERROR;
  }
  body.insert(body.end(), bytes, bytes + count);
  return count;
}

// Called once the connection stands, before the first byte of the request. libcurl sends a request again by itself when
// a kept connection turns out to be dead; for a POST that decision is not its own.
int HttpConnection::on_request(void* self, char*, char*, int, int) {
  auto* const connection = static_cast<HttpConnection*>(self);
  if (connection->is_post_ && connection->times_sent_ > 0) return CURL_PREREQFUNC_ABORT;
  ++connection->times_sent_;
  return CURL_PREREQFUNC_OK;
}

}  // namespace bianmin::platform
