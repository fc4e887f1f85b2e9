#include "kioskctl/card_report.h"

#include <algorithm>

#include "kiosk/service/characters.h"

namespace bianmin::kioskctl {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kVersion = 1;  // of the JSON; see docs/kioskctl.md for when it grows

struct Word {
  std::string_view word;
  LocalText text;
};
const std::vector<Word>& words_of_values() {
  static const std::vector<Word> kWords{
      {"male", {"男", "male"}},
      {"female", {"女", "female"}},
      {"not-stated", {"未说明", "not stated"}},
      {"unknown", {"未知", "not known"}},
      {"without-end", {"长期", "without end"}},
  };
  return kWords;
}

std::string shown_text(const std::string& text, Language language) {
  const auto& words = words_of_values();
  const auto found = std::ranges::find(words, text, &Word::word);
  return found == words.end() ? text : found->text.in(language);
}

// Empty: nothing to print.
std::string printed(const Json& value, Language language) {
  if (value.is_null()) return {};
  if (value.is_boolean()) {
    const LocalText text = value.get<bool>() ? LocalText{"正确", "yes"} : LocalText{"不正确", "no"};
    return text.in(language);
  }
  if (value.is_number()) return std::to_string(value.get<std::size_t>());
  if (value.is_string()) return shown_text(value.get_ref<const std::string&>(), language);
  if (value.is_object()) {
    return std::to_string(value["width"].get<unsigned>()) + " × " + std::to_string(value["height"].get<unsigned>());
  }
  std::string list;
  for (const auto& one : value) list += (list.empty() ? "" : "; ") + one.get_ref<const std::string&>();
  return list;
}

// A Chinese character is two columns wide on a terminal.
std::size_t columns(const std::string& text) {
  std::size_t width = 0;
  for (const auto& character : service::characters(text)) width += character.size() >= 3 ? 2U : 1U;
  return width;
}

struct Line {
  std::string label;
  std::string value;
};

std::string table(const std::vector<Line>& lines) {
  std::size_t widest = 0;
  for (const auto& line : lines) widest = std::max(widest, columns(line.label));
  std::string text;
  for (const auto& line : lines) {
    text += line.label + std::string(widest - columns(line.label) + 2, ' ') + line.value + "\n";
  }
  return text;
}

// Left out when there is no value.
void add(std::vector<Line>& lines, Language language, const LocalText& label, std::string value) {
  if (!value.empty()) lines.push_back({label.in(language), std::move(value)});
}

void add_facts(std::vector<Line>& lines, Language language, const ReaderFacts& facts) {
  add(lines, language, {"读卡器", "Reader"}, facts.connection);
  add(lines, language, {"接口", "Layout"}, facts.layout);
  add(lines, language, {"设备", "Device"}, facts.device);
  add(lines, language, {"固件", "Firmware"}, facts.firmware());
  add(lines, language, {"SAM 编号", "SAM id"}, facts.sam_id);
}

Json text_or_null(const std::string& text) { return text.empty() ? Json{} : Json(text); }

Json json_of(const ReaderFacts& facts) {
  return {{"kind", facts.kind},
          {"connection", facts.connection},
          {"layout", text_or_null(facts.layout)},
          {"device", text_or_null(facts.device)},
          {"firmware", text_or_null(facts.firmware())},
          {"sam_id", text_or_null(facts.sam_id)}};
}

service::DocumentKind kind_of(const ReadCard& read) {
  const auto* card = std::get_if<drivers::IdCard>(&read.card);
  return card != nullptr ? document_of(*card) : service::DocumentKind::SocialSecurityCard;
}

std::vector<CardField> fields_of_any(const ReadCard& read, Shown shown) {
  if (const auto* card = std::get_if<drivers::IdCard>(&read.card)) {
    return fields_of(*card, shown, read.fingerprints_read);
  }
  return fields_of(std::get<drivers::SocialSecurityCard>(read.card), shown);
}

std::string line_of(const Json& json) {
  // A reader's name may be anything: what is no UTF-8 becomes U+FFFD.
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string report(const ReadCard& card, Shown shown, Language language) {
  std::vector<Line> lines;
  add_facts(lines, language, card.reader);
  add(lines, language, {"证件", "Card"}, service::title(kind_of(card)).in(language));
  for (const auto& field : fields_of_any(card, shown)) {
    add(lines, language, field.label,
        field.value.is_null() ? field.instead.in(language) : printed(field.value, language));
  }
  auto text = table(lines);
  if (!card.remark.empty()) text += card.remark + "\n";
  return text;
}

std::string report(const std::vector<ListedReader>& readers, Language language) {
  if (readers.empty()) {
    return LocalText{"没有找到读卡器。请检查接线；串口可用 --serial 指定。\n",
                     "No reader was found. Check the cables; name a serial line with --serial.\n"}
        .in(language);
  }
  std::string text;
  for (const auto& reader : readers) {
    std::vector<Line> lines;
    add_facts(lines, language, reader.facts);
    const auto good = reader.state == "ready"     ? LocalText{"正常", "ready"}
                      : reader.state == "present" ? LocalText{"未询问", "not asked"}
                                                  : reader.sentence;
    add(lines, language, {"状态", "State"}, good.in(language));
    text += (text.empty() ? "" : "\n") + table(lines);
  }
  return text;
}

std::string json_report(const ReadCard& card, Shown shown) {
  Json fields = Json::object();
  for (auto& field : fields_of_any(card, shown)) fields[field.key] = std::move(field.value);
  return line_of({{"version", kVersion},
                  {"reader", json_of(card.reader)},
                  {"document", service::tag(kind_of(card))},
                  {"masked", shown == Shown::Masked},
                  {"card", std::move(fields)},
                  {"remark", text_or_null(card.remark)}});
}

std::string json_report(const std::vector<ListedReader>& readers) {
  Json list = Json::array();
  for (const auto& reader : readers) {
    auto one = json_of(reader.facts);
    one["state"] = reader.state;
    one["message"] = text_or_null(reader.sentence.english);
    list.push_back(std::move(one));
  }
  return line_of({{"version", kVersion}, {"readers", std::move(list)}});
}

std::string json_report(const Trouble& trouble) {
  return line_of(
      {{"version", kVersion},
       {"error",
        {{"code", trouble.word}, {"exit", static_cast<int>(trouble.exit)}, {"message", trouble.sentence.english}}}});
}

}  // namespace bianmin::kioskctl
