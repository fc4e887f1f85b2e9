#pragma once
// A journal in a folder of its own, for tests.
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "kiosk/journal/journal.h"

namespace bianmin::journal {

class Folder {
 public:
  Folder() {
    // In memory where there is such a place: thousands of syncs are waited for.
    const std::filesystem::path memory = "/dev/shm";
    const auto place = std::filesystem::is_directory(memory) ? memory : std::filesystem::temp_directory_path();
    std::string name = (place / "bianmin-journal-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) std::abort();
    path_ = name;
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::filesystem::path journal() const { return path_ / "journal"; }
  [[nodiscard]] std::filesystem::path key() const { return path_ / "journal.key"; }
  [[nodiscard]] std::filesystem::path database() const { return journal() / "journal.db"; }

 private:
  std::filesystem::path path_;
};

inline FileKeyProvider keys_of(const Folder& folder) {
  auto keys = FileKeyProvider::open(folder.key());
  REQUIRE(keys);
  return std::move(*keys);
}

// One life of the journal: the process from its start to its end.
class Life {
 public:
  explicit Life(const Folder& folder, const Limits& limits = {}) : keys_{keys_of(folder)} {
    auto opened = Journal::open({.folder = folder.journal(), .limits = limits, .vfs = ""}, keys_);
    INFO("open: " << (opened ? "ok" : to_string(opened.error())));
    REQUIRE(opened);
    report_ = opened->report;
    journal_ = std::make_unique<Journal>(std::move(opened->journal));
  }

  Journal* operator->() { return journal_.get(); }
  [[nodiscard]] const OpenReport& report() const { return report_; }

 private:
  FileKeyProvider keys_;
  OpenReport report_;
  std::unique_ptr<Journal> journal_;
};

inline SubmissionKey key_number(int number) { return {"8e03978e-40d5-43dd-bc93-" + std::to_string(number)}; }

inline Application application_number(int number) {
  return {.key = key_number(number),
          .service = {"f7d33db0-2809-484e-a780-76b7ccd4ecbf"},
          .body = to_bytes(R"({"formData":{"name":"欧阳小满","idNumber":"110101199003070)" + std::to_string(number) +
                           R"(","address":"幸福路一号院"}})"),
          .local_number = "BM-" + std::to_string(number),
          .sealed_at = "2025-03-01T10:00:00+08:00",
          .receipt_context = to_bytes("receipt of 欧阳小满 " + std::to_string(number))};
}

inline std::string read_file(const std::filesystem::path& file) {
  std::ifstream stream{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

inline void write_file(const std::filesystem::path& file, const std::string& bytes) {
  std::ofstream stream{file, std::ios::binary | std::ios::trunc};
  stream << bytes;
  REQUIRE(stream.flush());
}

// The journal's files one after the other.
inline std::string all_bytes(const std::filesystem::path& folder) {
  std::string all;
  for (const auto& file : std::filesystem::recursive_directory_iterator{folder}) {
    if (file.is_regular_file()) all += read_file(file.path());
  }
  return all;
}

template <typename T>
JournalFault fault_of(const std::expected<T, JournalFault>& result) {
  REQUIRE_FALSE(result.has_value());
  return result.error();
}

}  // namespace bianmin::journal
