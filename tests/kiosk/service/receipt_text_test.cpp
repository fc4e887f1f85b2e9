#include "kiosk/service/receipt_text.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/kiosk/service/samples.h"

using namespace bianmin;
using namespace bianmin::service;

namespace {

// The blocks a line each, as a person would read them out.
std::string outline(const receipt::ReceiptDocument& document) {
  struct Line {
    std::string operator()(const receipt::Emblem& emblem) const {
      return "emblem " + emblem.name + " / " + emblem.place;
    }
    std::string operator()(const receipt::Heading& heading) const { return "heading " + heading.text; }
    std::string operator()(const receipt::Text& text) const {
      return std::string{text.strong ? "strong " : "text "} + text.text;
    }
    std::string operator()(const receipt::Number& number) const {
      return "number " + number.label + ": " + number.value;
    }
    std::string operator()(const receipt::Field& field) const { return "field " + field.label + ": " + field.value; }
    std::string operator()(const receipt::Rule&) const { return "rule"; }
    std::string operator()(const receipt::Table& table) const {
      std::string text = "table";
      for (const auto& column : table.columns) text += " | " + column.title;
      for (const auto& row : table.rows) {
        text += "\n     ";
        for (const auto& cell : row) text += " | " + cell;
      }
      return text;
    }
    std::string operator()(const receipt::Code& code) const { return "code " + code.text + " (" + code.caption + ")"; }
    std::string operator()(const receipt::Space&) const { return "space"; }
  };
  std::string text;
  for (const auto& block : document.blocks) text += std::visit(Line{}, block) + "\n";
  return text;
}

ReceiptFacts facts_for(const ServiceDefinition& service) {
  ReceiptFacts facts;
  facts.holder = samples::zhang();
  facts.answers = prefill(service.form, facts.holder);
  for (const auto& [name, value] : FormAnswers{{"district", "449802"},
                                               {"detail", "青石路18号"},
                                               {"dwelling", "rented"},
                                               {"movedIn", "2026-03-01"},
                                               {"delivery", "post"},
                                               {"kinds", "pension"},
                                               {"purpose", "loan"}}) {
    facts.answers = with_answer(service.form, facts.holder, facts.answers, name, value);
  }
  facts.answers = with_answer(service.form, facts.holder, facts.answers, "street", "449802001");
  facts.time = "2026-03-02 09:30";
  facts.place = {"云山市政务服务中心一楼大厅", "Yunshan Government Service Centre, ground floor"};
  facts.terminal_number = "YS-0001";
  return facts;
}

PlatformReceipt accepted() {
  PlatformReceipt receipt;
  receipt.number = "YS-2K7Q-9XHM-4TR-P";
  receipt.link = "https://zwfw.yunshan.example/a/YS-2K7Q";
  return receipt;
}

bool mentions(const receipt::ReceiptDocument& document, std::string_view words) {
  return outline(document).contains(words);
}

}  // namespace

TEST_CASE("an accepted application's receipt says so, with its number, in the citizen's language") {
  const auto service = samples::parsed(samples::change_of_address());
  ReceiptFacts facts = facts_for(service);
  facts.standing = Standing::Accepted;
  facts.platform = accepted();
  CHECK(outline(fill_receipt(service, facts)) ==
        "emblem 云山市政务服务中心一楼大厅 / 自助终端 YS-0001\n"
        "heading 居住证地址变更\n"
        "text 政务服务平台已收到您的申请。\n"
        "text 云山市公安局人口与出入境管理支队\n"
        "rule\n"
        "number 办件编号: YS-2K7Q-9XHM-4TR-P\n"
        "field 申请时间: 2026-03-02 09:30\n"
        "field 申请人: 张晓明\n"
        "field 证件号码: 1101**********002X\n"
        "rule\n"
        "field 新地址: 老城区 青石街道 青石路18号\n"
        "field 住所类型: 租赁住房\n"
        "field 入住日期: 2026年3月1日\n"
        "field 取证方式: 邮寄到新地址\n"
        "rule\n"
        "text 我们会在受理后 10 个工作日内办结，结果以短信通知。\n"
        "code https://zwfw.yunshan.example/a/YS-2K7Q (扫码查询办理进度)\n"
        "field 办理地点: 云山市政务服务中心一楼大厅\n"
        "text 请妥善保管本凭条，咨询时请出示办件编号。\n"
        "space\n");
  facts.language = Language::English;
  const auto english = fill_receipt(service, facts);
  CHECK(english.language == Language::English);
  CHECK(mentions(english, "The government-service platform has received your application."));
  CHECK(mentions(english, "field New address: Laocheng District Qingshi Subdistrict 青石路18号"));
  CHECK(mentions(english, "field Moved in: 1 March 2026"));
}

TEST_CASE("a receipt for what is only stored says so, and bears no number of the platform") {
  const auto service = samples::parsed(samples::change_of_address());
  ReceiptFacts facts = facts_for(service);
  facts.standing = Standing::StoredNotSent;
  facts.stored_as = "0302-0017";
  const auto document = fill_receipt(service, facts);
  CHECK(mentions(document, "strong 尚未送达平台"));
  CHECK(mentions(document, "number 本机存单号: 0302-0017"));
  CHECK_FALSE(mentions(document, "已收到"));
  CHECK_FALSE(mentions(document, "办件编号:"));
  CHECK_FALSE(mentions(document, "code "));
}

TEST_CASE("a slip for what the platform would not take sends the citizen to the counter") {
  const auto service = samples::parsed(samples::change_of_address());
  ReceiptFacts facts = facts_for(service);
  facts.standing = Standing::Refused;
  facts.stored_as = "0302-0017";
  const auto document = fill_receipt(service, facts);
  CHECK(mentions(document, "strong 平台没有接收这份申请，请持本凭条到服务窗口咨询。"));
  CHECK(mentions(document, "number 本机存单号: 0302-0017"));
}

TEST_CASE("turned down and sent back are not shown as plain acceptance") {
  const auto service = samples::parsed(samples::change_of_address());
  ReceiptFacts facts = facts_for(service);
  facts.standing = Standing::Accepted;
  facts.platform = accepted();
  facts.platform->status = ApplicationStatus::Rejected;
  CHECK(mentions(fill_receipt(service, facts), "未予通过"));
  facts.platform->status = ApplicationStatus::SentBack;
  CHECK(mentions(fill_receipt(service, facts), "需要补正"));
}

TEST_CASE("a second print is marked as a copy") {
  const auto service = samples::parsed(samples::change_of_address());
  ReceiptFacts facts = facts_for(service);
  facts.standing = Standing::Accepted;
  facts.platform = accepted();
  CHECK_FALSE(mentions(fill_receipt(service, facts), "补打"));
  facts.copy = true;
  CHECK(mentions(fill_receipt(service, facts), "strong 补打\n"));
}

TEST_CASE("a query's receipt carries the platform's rows") {
  const auto service = samples::parsed(samples::social_insurance());
  ReceiptFacts facts = facts_for(service);
  facts.standing = Standing::Accepted;
  facts.platform = accepted();
  PlatformResult& result = facts.platform->result.emplace();
  result.values = {{"periodFrom", {"2025-03", "2025-03"}}, {"periodTo", {"2026-02", "2026-02"}}};
  result.rows = {
      {{"month", {"2026-01", "2026-01"}}, {"employer", {"云山造船厂", "云山造船厂"}}, {"paid", {"512.25", "512.25"}}}};
  const auto document = fill_receipt(service, facts);
  CHECK(mentions(document, "field 查询范围: 2025-03 – 2026-02\n"));
  CHECK(mentions(document, "field 险种: 养老保险\n"));
  CHECK(mentions(document, "table | 月份 | 单位 | 缴费基数 | 个人缴费\n      | 2026-01 | 云山造船厂 |  | 512.25\n"));
  // {result.message} and the sums have no value here: their lines are left out, and so is the doubled rule.
  CHECK_FALSE(mentions(document, "缴费月数"));
  CHECK_FALSE(mentions(document, "rule\nrule"));

  result.rows.clear();
  CHECK(mentions(fill_receipt(service, facts), "text 没有查到记录。\n"));
  result.values["message"] = {"本市没有查到您的参保缴费记录。", "None."};
  const auto none = fill_receipt(service, facts);
  CHECK(mentions(none, "text 本市没有查到您的参保缴费记录。\n"));
  CHECK_FALSE(mentions(none, "text 没有查到记录。\n"));
}

TEST_CASE("masking in a template masks") {
  auto service = samples::parsed(samples::change_of_address());
  const auto once = [&](const char* text) {
    service.receipt = {TextTemplate{{text, text}, receipt::TextSize::Body}};
    const auto document = fill_receipt(service, facts_for(service));
    return std::get<receipt::Text>(document.blocks.at(1)).text;
  };
  CHECK(once("{card.name|masked}") == "张*明");
  CHECK(once("{card.address|masked}") == "云山市翠湖区******");
  CHECK(once("{form.holderNumber|masked}") == "1101**********002X");
  CHECK(once("{card.sex} {card.birth} {card.document} {card.validUntil}") == "男 1949年12月31日 居民身份证 长期");
}

TEST_CASE("a receipt says nothing of an end that is not known") {
  auto service = samples::parsed(samples::change_of_address());
  service.receipt = {
      TextTemplate{{"有效期至{card.validUntil}", "Valid until: {card.validUntil}"}, receipt::TextSize::Body}};
  auto facts = facts_for(service);
  CHECK(mentions(fill_receipt(service, facts), "有效期至长期"));
  facts.holder.valid_until = NotKnown{};
  CHECK_FALSE(mentions(fill_receipt(service, facts), "有效期至"));
}
