#include "tests/kiosk/platform/certificates.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/sha.h>
#include <openssl/x509v3.h>

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstdio>
#include <memory>

namespace bianmin::platform {
namespace {

template <auto kFree>
struct Free {
  template <typename T>
  void operator()(T* thing) const {
    kFree(thing);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Free<X509_free>>;
using File = std::unique_ptr<std::FILE, Free<std::fclose>>;

File open_file(const std::filesystem::path& path, const char* mode) {
  File file{std::fopen(path.c_str(), mode)};
  REQUIRE(file);
  return file;
}

void add_extension(X509* certificate, int kind, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* const extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value);
  REQUIRE(extension != nullptr);
  REQUIRE(X509_add_ext(certificate, extension, -1) == 1);
  X509_EXTENSION_free(extension);
}

}  // namespace

void make_certificate(const std::filesystem::path& folder, const std::string& name) {
  const Key key{EVP_EC_gen("P-256")};
  const Certificate certificate{X509_new()};
  REQUIRE(key);
  REQUIRE(certificate);
  X509_set_version(certificate.get(), X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 86400);
  X509_NAME* const subject = X509_get_subject_name(certificate.get());
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1,
                             0);
  X509_set_issuer_name(certificate.get(), subject);
  X509_set_pubkey(certificate.get(), key.get());
  add_extension(certificate.get(), NID_subject_alt_name, "IP:127.0.0.1");
  add_extension(certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
  REQUIRE(X509_sign(certificate.get(), key.get(), EVP_sha256()) > 0);
  REQUIRE(PEM_write_X509(open_file(folder / (name + ".pem"), "w").get(), certificate.get()) == 1);
  REQUIRE(PEM_write_PrivateKey(open_file(folder / (name + ".key"), "w").get(), key.get(), nullptr, nullptr, 0, nullptr,
                               nullptr) == 1);
}

std::string pin_of(const std::filesystem::path& certificate) {
  const Certificate read{PEM_read_X509(open_file(certificate, "r").get(), nullptr, nullptr, nullptr)};
  REQUIRE(read);
  unsigned char* key = nullptr;
  const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(read.get()), &key);
  REQUIRE(size > 0);
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(key, static_cast<std::size_t>(size), digest.data());
  OPENSSL_free(key);
  std::array<unsigned char, 45> base64{};
  EVP_EncodeBlock(base64.data(), digest.data(), SHA256_DIGEST_LENGTH);
  return std::string{"sha256//"} + reinterpret_cast<const char*>(base64.data());
}

}  // namespace bianmin::platform
