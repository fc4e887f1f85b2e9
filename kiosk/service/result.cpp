#include "kiosk/service/result.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "kiosk/service/json_reading.h"

namespace bianmin::service {
namespace {

constexpr JsonLimits kLimits{kLargestReceiptJson, 16};
constexpr TextLimits kShort{0, 120};
constexpr TextLimits kWords{0, 400};
constexpr TextLimits kLink{0, 600};  // a QR code that a phone reads easily holds no more
constexpr std::size_t kMostColumns = 12;
constexpr std::size_t kMostValues = 60;
constexpr std::size_t kLongestKey = 40;

// GovStack's free-form members are objects; ours are {"value": …} or the value itself.
Node unwrapped(const Node& node) {
  const bool wrapped = node.value().is_object() && node.value().size() == 1 && node.value().contains("value");
  return wrapped ? node.at("value") : node;
}

LocalText cell(const Node& node) {
  const Node inner = unwrapped(node);
  if (inner.value().is_number()) {
    std::string number = inner.value().dump();
    return {number, number};
  }
  return inner.local_or_plain_text(kWords);
}

std::optional<Node> member(const std::optional<Node>& object, std::string_view name) {
  if (!object) return std::nullopt;
  const auto there = object->find(name);
  if (!there || there->value().is_null()) return std::nullopt;
  return unwrapped(*there);
}

bool is_key(std::string_view name) { return !name.empty() && name.size() <= kLongestKey; }

PlatformResult result(const Node& node) {
  node.expect_object();
  if (node.value().size() > kMostValues) node.refuse("at most 60 members", "send fewer");
  PlatformResult result;
  for (const auto& [name, value] : node.value().items()) {
    if (!is_key(name)) node.refuse("members with names of 1 to 40 letters", "shorten them");
    if (name == "title") {
      result.title = node.at(name).local_or_plain_text(kWords);
    } else if (name == "columns") {
      for (const auto& item : node.at(name).items(0, kMostColumns)) {
        result.columns.push_back({item.at("key").word(kLongestKey, ""), item.at("title").local_or_plain_text(kWords)});
      }
    } else if (name == "rows") {
      for (const auto& item : node.at(name).items(0, kMostResultRows)) {
        item.expect_object();
        if (item.value().size() > kMostColumns) item.refuse("at most 12 cells", "send fewer");
        auto& row = result.rows.emplace_back();
        for (const auto& [key, content] : item.value().items()) {
          if (!is_key(key)) item.refuse("cells with keys of 1 to 40 letters", "shorten them");
          row[key] = cell(item.at(key));
        }
      }
    } else {
      result.values[name] = cell(node.at(name));
    }
  }
  return result;
}

ApplicationStatus status(const std::optional<Node>& node) {
  if (!node) return ApplicationStatus::Pending;
  const auto code = node->find("code");
  if (!code) return ApplicationStatus::Pending;
  return code->one_of<ApplicationStatus>({{"PENDING", ApplicationStatus::Pending},
                                          {"APPROVED", ApplicationStatus::Approved},
                                          {"SENDBACK", ApplicationStatus::SentBack},
                                          {"REJECTED", ApplicationStatus::Rejected}});
}

// Only what a phone may open without danger.
std::string link(const std::optional<Node>& node) {
  if (!node) return {};
  std::string text = node->text(kLink);
  const bool printable = std::ranges::all_of(text, [](char letter) { return letter > 0x20 && letter < 0x7f; });
  if (!text.empty() && (!printable || !text.starts_with("https://")))
    node->refuse("a link that begins with https://", "send such a one");
  return text;
}

PlatformReceipt read_receipt(const Node& root) {
  const auto meta = member(root, "additionalMeta");
  const auto data = member(meta, "data");
  PlatformReceipt receipt;
  receipt.file_id = root.at("fileId").text({1, 64});
  const auto number = member(data, "number");
  receipt.number = number ? number->text({1, 64}) : receipt.file_id;
  receipt.link = link(member(data, "link"));
  if (const auto registered = member(root, "registered")) receipt.registered = registered->text(kShort);
  receipt.status = status(member(root, "status"));
  if (const auto ended = member(root, "ended")) receipt.ended = ended->truth();
  const auto there = member(data, "result");
  if (!there) return receipt;
  try {
    receipt.result = result(*there);
  } catch (const Refused& refused) {
    // The application itself was taken: that must not be lost over a table.
    receipt.result_problem = refused.problem;
  }
  return receipt;
}

}  // namespace

std::expected<PlatformReceipt, std::string> parse_receipt(std::string_view json) {
  try {
    const auto document = parse_json(json, kLimits, "answer");
    return read_receipt(Node{document, "answer", Quoting::Never});
  } catch (const Refused& refused) {
    return std::unexpected{refused.problem};
  }
}

}  // namespace bianmin::service
