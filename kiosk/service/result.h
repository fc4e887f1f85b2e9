#pragma once
// What the platform answered to an application: GovStack's applicationFileResponse, read as hostile input.
#include <cstddef>
#include <expected>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/language.h"

namespace bianmin::service {

inline constexpr std::size_t kLargestReceiptJson = std::size_t{256} * 1024;  // bytes
inline constexpr std::size_t kMostResultRows = 200;

enum class ApplicationStatus { Pending, Approved, SentBack, Rejected };

struct ResultColumn {
  std::string key;
  LocalText title;
  friend bool operator==(const ResultColumn&, const ResultColumn&) = default;
};

// A query's result: some single values and perhaps a table.
struct PlatformResult {
  LocalText title;                                       // may be empty
  std::map<std::string, LocalText, std::less<>> values;  // {result.<key>}
  std::vector<ResultColumn> columns;
  std::vector<std::map<std::string, LocalText, std::less<>>> rows;  // cells by column key
  friend bool operator==(const PlatformResult&, const PlatformResult&) = default;
};

struct PlatformReceipt {
  std::string file_id;
  std::string number;      // 办件编号, opaque; the file id where a plain GovStack server gives none
  std::string link;        // where the citizen can follow it; empty when the platform gives none
  std::string registered;  // time as the platform wrote it; may be empty
  ApplicationStatus status = ApplicationStatus::Pending;
  bool ended = false;
  std::optional<PlatformResult> result;
  std::string result_problem;  // why there is no result although the platform sent one; else empty
  friend bool operator==(const PlatformReceipt&, const PlatformReceipt&) = default;
};

// A problem is one sentence for the log, without personal data.
[[nodiscard]] std::expected<PlatformReceipt, std::string> parse_receipt(std::string_view json);

}  // namespace bianmin::service
