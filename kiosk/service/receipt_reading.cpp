#include "kiosk/service/receipt_reading.h"

#include <string>
#include <string_view>

#include "kiosk/service/form.h"
#include "kiosk/service/template_text.h"

namespace bianmin::service {
namespace {

constexpr std::size_t kMostBlocks = 60;
constexpr std::size_t kMostColumns = 5;
constexpr TextLimits kWords{1, 400};

class ReceiptReader {
 public:
  explicit ReceiptReader(const Form& form) : form_{form} {}

  [[nodiscard]] BlockTemplate block(const Node& node) const {
    using Read = BlockTemplate (ReceiptReader::*)(const Node&) const;
    const Read read = node.at("type").one_of<Read>({{"heading", &ReceiptReader::heading},
                                                    {"text", &ReceiptReader::text},
                                                    {"field", &ReceiptReader::field},
                                                    {"rule", &ReceiptReader::rule},
                                                    {"table", &ReceiptReader::table},
                                                    {"code", &ReceiptReader::code},
                                                    {"space", &ReceiptReader::space}});
    return (this->*read)(node);
  }

 private:
  [[nodiscard]] LocalText words(const Node& node) const {
    LocalText text = node.local_or_plain_text(kWords);
    for (const Language language : kLanguages) check(node, text.in(language));
    return text;
  }

  void check(const Node& node, const std::string& text) const {
    constexpr std::string_view kRemedy = "use those of config/service-definition.schema.json";
    const auto pieces = split_template(text);
    if (!pieces) node.refuse("known placeholders, and " + pieces.error() + " is none", kRemedy);
    for (const auto& piece : *pieces) {
      if (!piece.placeholder || !piece.text.starts_with("form.")) continue;
      if (find_field(form_, piece.text.substr(5)) == nullptr) {
        node.refuse("placeholders of fields that the form has, and {" + piece.text + "} is of none", kRemedy);
      }
    }
  }

  [[nodiscard]] BlockTemplate heading(const Node& node) const {
    node.expect_members({"type", "text"});
    return HeadingTemplate{words(node.at("text"))};
  }
  [[nodiscard]] BlockTemplate text(const Node& node) const {
    node.expect_members({"type", "text", "size"});
    TextTemplate text{words(node.at("text")), receipt::TextSize::Body};
    if (const auto size = node.find("size")) {
      text.size = size->one_of<receipt::TextSize>({{"small", receipt::TextSize::Small},
                                                   {"body", receipt::TextSize::Body},
                                                   {"large", receipt::TextSize::Large}});
    }
    return text;
  }
  [[nodiscard]] BlockTemplate field(const Node& node) const {
    node.expect_members({"type", "label", "value"});
    return FieldTemplate{words(node.at("label")), words(node.at("value"))};
  }
  [[nodiscard]] BlockTemplate rule(const Node& node) const {
    node.expect_members({"type"});
    return RuleTemplate{};
  }
  [[nodiscard]] BlockTemplate table(const Node& node) const {
    node.expect_members({"type", "columns", "rows"});
    static_cast<void>(node.at("rows").one_of<bool>({{"result.rows", true}}));
    TableTemplate table;
    for (const auto& item : node.at("columns").items(1, kMostColumns)) {
      item.expect_members({"title", "key", "width", "align"});
      ColumnTemplate column{item.at("title").local_text(kWords), item.at("key").word(40, ""),
                            static_cast<double>(item.at("width").whole_number(1, 20)), receipt::Align::Start};
      column.align =
          item.at("align").one_of<receipt::Align>({{"left", receipt::Align::Start}, {"right", receipt::Align::End}});
      table.columns.push_back(std::move(column));
    }
    return table;
  }
  [[nodiscard]] BlockTemplate code(const Node& node) const {
    node.expect_members({"type", "text", "caption"});
    CodeTemplate code{words(node.at("text")), {}};
    if (const auto caption = node.find("caption")) code.caption = words(*caption);
    return code;
  }
  [[nodiscard]] BlockTemplate space(const Node& node) const {
    node.expect_members({"type"});
    return SpaceTemplate{};
  }

  const Form& form_;
};

}  // namespace

std::vector<BlockTemplate> read_receipt(const Node& receipt, const Form& form) {
  receipt.expect_members({"blocks"});
  const ReceiptReader reader{form};
  std::vector<BlockTemplate> blocks;
  for (const auto& item : receipt.at("blocks").items(1, kMostBlocks)) blocks.push_back(reader.block(item));
  return blocks;
}

}  // namespace bianmin::service
