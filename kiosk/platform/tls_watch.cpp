#include "kiosk/platform/tls_watch.h"

#include <openssl/ssl.h>

namespace bianmin::platform {
namespace {

int watch_index() {
  static const int kIndex = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
  return kIndex;
}

void on_info(const SSL* connection, int where, int value) {
  if ((where & SSL_CB_READ_ALERT) != SSL_CB_READ_ALERT) return;
  auto* const watch = static_cast<TlsWatch*>(SSL_CTX_get_ex_data(SSL_get_SSL_CTX(connection), watch_index()));
  if (watch != nullptr) watch->note_alert(value & 0xff);
}

CURLcode on_context(CURL*, void* context, void* watch) {
  auto* const made = static_cast<SSL_CTX*>(context);
  if (SSL_CTX_set_ex_data(made, watch_index(), watch) != 1) return CURLE_OUT_OF_MEMORY;
  SSL_CTX_set_info_callback(made, on_info);
  // libcurl writes session keys to the file that SSLKEYLOGFILE names; no environment may make a terminal do that.
  SSL_CTX_set_keylog_callback(made, nullptr);
  return CURLE_OK;
}

}  // namespace

void TlsWatch::attach(CURL* handle) {
  curl_easy_setopt(handle, CURLOPT_SSL_CTX_FUNCTION, on_context);
  curl_easy_setopt(handle, CURLOPT_SSL_CTX_DATA, this);
}

void TlsWatch::note_alert(int description) {
  switch (description) {
    case SSL_AD_BAD_CERTIFICATE:
    case SSL_AD_UNSUPPORTED_CERTIFICATE:
    case SSL_AD_CERTIFICATE_REVOKED:
    case SSL_AD_CERTIFICATE_EXPIRED:
    case SSL_AD_CERTIFICATE_UNKNOWN:
    case SSL_AD_UNKNOWN_CA:
    case SSL_AD_ACCESS_DENIED:
    case TLS13_AD_CERTIFICATE_REQUIRED:
      certificate_refused_ = true;
      break;
    default:
      break;
  }
}

}  // namespace bianmin::platform
