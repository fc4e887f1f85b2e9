#include "kiosk/service/receipt_text.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "kiosk/service/masking.h"
#include "kiosk/service/template_text.h"

namespace bianmin::service {
namespace {

constexpr std::string_view kApplicationNumber = "{application.number}";

LocalText standing_words(const ServiceDefinition& service, const ReceiptFacts& facts) {
  switch (facts.standing) {
    case Standing::StoredNotSent:
      return {"尚未送达平台：申请已保存在本终端，网络恢复后自动发送。",
              "Not yet sent: your application is stored in this terminal and goes out when the network is back."};
    case Standing::Refused:
      return {"平台没有接收这份申请，请持本凭条到服务窗口咨询。",
              "The platform did not take this application. Please show this slip at a service counter."};
    case Standing::Accepted:
      break;
  }
  const auto status = facts.platform ? facts.platform->status : ApplicationStatus::Pending;
  if (status == ApplicationStatus::Rejected) {
    return {"平台已收到申请，但未予通过，请到服务窗口咨询。",
            "The platform has received your application and turned it down. Please ask at a service counter."};
  }
  if (status == ApplicationStatus::SentBack) {
    return {"平台已收到申请，需要补正材料，请到服务窗口咨询。",
            "The platform has received your application and needs more from you. Please ask at a service counter."};
  }
  if (service.kind == ServiceKind::Query)
    return {"查询结果由政务服务平台提供。", "As given by the government-service platform."};
  return {"政务服务平台已收到您的申请。", "The government-service platform has received your application."};
}

std::string masked_card(std::string_view name, std::string_view value) {
  if (name == "card.name") return mask_name(value);
  if (name == "card.number") return mask_number(value);
  if (name == "card.address") return mask_address(value);
  return mask_text(value);
}

// Fills the templates of one receipt, block by block.
class Filling {
 public:
  Filling(const ServiceDefinition& service, const ReceiptFacts& facts) : service_{service}, facts_{facts} {}

  receipt::ReceiptDocument run() {
    document_.language = facts_.language;
    const LocalText number{"自助终端 " + facts_.terminal_number, "Terminal " + facts_.terminal_number};
    add(receipt::Emblem{words(facts_.place), facts_.terminal_number.empty() ? std::string{} : words(number)});
    bool said = false;
    for (const auto& block : service_.receipt) {
      std::visit([this](const auto& content) { fill(content); }, block);
      // What the paper is comes first, then how far the application got.
      if (!said && std::holds_alternative<HeadingTemplate>(block)) {
        say_standing();
        said = true;
      }
    }
    if (!said) say_standing();
    return std::move(document_);
  }

 private:
  [[nodiscard]] const std::string& words(const LocalText& text) const { return text.in(facts_.language); }

  void add(receipt::Block block) {
    const bool rule = std::holds_alternative<receipt::Rule>(block);
    // Blocks left out in between must not leave two rules.
    if (rule && !document_.blocks.empty() && std::holds_alternative<receipt::Rule>(document_.blocks.back())) return;
    document_.blocks.push_back(std::move(block));
  }

  void say_standing() {
    if (facts_.copy) add(receipt::Text{words({"补打", "Copy"}), receipt::TextSize::Body, receipt::Align::Centre, true});
    const bool doubtful = facts_.standing != Standing::Accepted;
    add(receipt::Text{words(standing_words(service_, facts_)),
                      doubtful ? receipt::TextSize::Large : receipt::TextSize::Body, receipt::Align::Start, doubtful});
    if (doubtful && !facts_.stored_as.empty()) {
      add(receipt::Number{words({"本机存单号", "Stored under"}), facts_.stored_as});
    }
  }

  [[nodiscard]] std::string card_value(std::string_view name) const {
    const Holder& holder = facts_.holder;
    if (name == "card.name") return called(holder);
    if (name == "card.number") return holder.number;
    if (name == "card.sex") return words(title(holder.sex));
    if (name == "card.birth") return holder.birth ? words(spoken_date(*holder.birth)) : std::string{};
    if (name == "card.address") return holder.address;
    if (name == "card.document") return words(title(holder.document));
    return words(spoken_end(holder.valid_until));
  }

  [[nodiscard]] std::string form_value(std::string_view name, bool masked) const {
    const Field* field = find_field(service_.form, name);
    if (field == nullptr) return {};
    if (!masked) return display_value(*field, facts_.answers, facts_.language);
    Field hidden = *field;
    hidden.is_private = true;
    return masked_value(hidden, facts_.answers, facts_.language);
  }

  [[nodiscard]] std::string result_value(std::string_view key) const {
    if (!facts_.platform || !facts_.platform->result) return {};
    const auto& result = *facts_.platform->result;
    if (key == "title") return words(result.title);
    const auto value = result.values.find(key);
    return value == result.values.end() ? std::string{} : words(value->second);
  }

  [[nodiscard]] std::string value_of(const TemplatePiece& piece) const {
    const std::string_view name = piece.text;
    if (name.starts_with("form.")) return form_value(name.substr(5), piece.masked);
    if (name.starts_with("card.")) {
      std::string value = card_value(name);
      return piece.masked ? masked_card(name, value) : value;
    }
    std::string value;
    if (name.starts_with("result.")) value = result_value(name.substr(7));
    if (name == "application.time") value = facts_.time;
    if (name == "service.title") value = words(service_.title);
    if (name == "terminal.place") value = words(facts_.place);
    if (facts_.platform && name == "application.number") value = facts_.platform->number;
    if (facts_.platform && name == "application.link") value = facts_.platform->link;
    return piece.masked ? mask_text(value) : value;
  }

  // Empty: it has placeholders, and none of them has a value.
  [[nodiscard]] std::string filled(const LocalText& text) const {
    const auto pieces = split_template(words(text));
    if (!pieces) return words(text);
    std::string result;
    bool asked = false;
    bool answered = false;
    for (const auto& piece : *pieces) {
      const std::string value = piece.placeholder ? value_of(piece) : piece.text;
      asked = asked || piece.placeholder;
      answered = answered || (piece.placeholder && !value.empty());
      result += value;
    }
    return asked && !answered ? std::string{} : result;
  }

  void fill(const HeadingTemplate& heading) {
    if (std::string text = filled(heading.text); !text.empty()) add(receipt::Heading{std::move(text), {}});
  }
  void fill(const TextTemplate& text) {
    std::string all = filled(text.text);
    if (!all.empty()) add(receipt::Text{std::move(all), text.size, receipt::Align::Start, false});
  }
  void fill(const FieldTemplate& field) {
    std::string value = filled(field.value);
    if (value.empty()) return;
    if (field.value.in(facts_.language) == kApplicationNumber) {
      add(receipt::Number{filled(field.label), std::move(value)});
    } else {
      add(receipt::Field{filled(field.label), std::move(value)});
    }
  }
  void fill(const RuleTemplate&) { add(receipt::Rule{}); }
  void fill(const SpaceTemplate&) { add(receipt::Space{}); }
  void fill(const CodeTemplate& code) {
    if (std::string text = filled(code.text); !text.empty()) add(receipt::Code{std::move(text), filled(code.caption)});
  }
  void fill(const TableTemplate& table) {
    if (!facts_.platform || !facts_.platform->result) return;
    const auto& rows = facts_.platform->result->rows;
    if (rows.empty()) {
      // The platform's own words about it say more.
      if (!result_value("message").empty()) return;
      add(receipt::Text{words({"没有查到记录。", "No records were found."}), receipt::TextSize::Body,
                        receipt::Align::Start, false});
      return;
    }
    receipt::Table filled_table;
    for (const auto& column : table.columns) {
      filled_table.columns.push_back({words(column.title), column.width, column.align});
    }
    for (const auto& row : rows) {
      auto& cells = filled_table.rows.emplace_back();
      for (const auto& column : table.columns) {
        const auto cell = row.find(column.key);
        cells.push_back(cell == row.end() ? std::string{} : words(cell->second));
      }
    }
    add(std::move(filled_table));
  }

  const ServiceDefinition& service_;
  const ReceiptFacts& facts_;
  receipt::ReceiptDocument document_;
};

}  // namespace

receipt::ReceiptDocument fill_receipt(const ServiceDefinition& service, const ReceiptFacts& facts) {
  return Filling{service, facts}.run();
}

}  // namespace bianmin::service
