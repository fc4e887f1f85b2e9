#include "tests/screens/sample_world.h"

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

#include "kiosk/service/catalogue.h"

namespace bianmin::screens::samples {
namespace {

using nlohmann::json;
using namespace std::chrono;

json shipped(const std::string& name) {
  const auto path = std::string{BIANMIN_SOURCE_DIR} + "/config/services/" + name + ".json";
  std::ifstream stream{path, std::ios::binary};
  if (!stream) throw std::runtime_error{"cannot read " + path};
  return json::parse(stream);
}

json both(const std::string& chinese, const std::string& english) { return {{"zh-CN", chinese}, {"en", english}}; }

struct Another {
  const char* id;
  const char* icon;
  const char* kind;  // category
  int order;
  std::pair<const char*, const char*> kind_title;
  std::pair<const char*, const char*> title;
  std::pair<const char*, const char*> summary;
};

// Enough for several kinds and pages; one with names as long as they come.
constexpr Another kOthers[] = {{"10000000-0000-4000-8000-000000000001",
                                "social-security",
                                "social-security",
                                1,
                                {"社会保障", "Social security"},
                                {"城乡居民基本养老保险参保登记", "Basic pension insurance for residents: registration"},
                                {"年满 16 周岁、没有参加职工养老保险的居民",
                                 "For residents of 16 and over without an employee's pension insurance"}},
                               {"10000000-0000-4000-8000-000000000002",
                                "housing",
                                "housing",
                                3,
                                {"住房公积金", "Housing fund"},
                                {"公积金缴存明细查询", "Housing fund: statement"},
                                {"查询本人公积金账户的缴存和提取记录", "Payments into and out of your account"}},
                               {"10000000-0000-4000-8000-000000000003",
                                "health",
                                "health",
                                4,
                                {"医疗健康", "Health"},
                                {"异地就医备案", "Medical care elsewhere: notice"},
                                {"到外地住院、长期居住前先备案", "Before a stay in hospital in another city"}},
                               {"10000000-0000-4000-8000-000000000004",
                                "family",
                                "family",
                                5,
                                {"婚育收养", "Family"},
                                {"生育登记", "Birth registration"},
                                {"怀孕后或子女出生后办理", "During pregnancy or after the birth of a child"}},
                               {"10000000-0000-4000-8000-000000000005",
                                "tax",
                                "tax",
                                6,
                                {"税费办理", "Taxes"},
                                {"个人所得税纳税记录开具", "Income tax: record of payment"},
                                {"开具一个或几个年度的纳税记录", "For one or several years"}},
                               {"10000000-0000-4000-8000-000000000006",
                                "certificate",
                                "residence",
                                2,
                                {"户籍与居住", "Residence"},
                                {"居住证签注", "Residence permit: yearly endorsement"},
                                {"居住满一年，在到期前一个月内办理", "Within the month before a year has passed"}}};

std::string service_json(json file) {
  json service = file.at("service");
  service["serviceBody"] = json::array({{{"code", "bianmin.definition"}, {"value", file.at("definition").dump()}}});
  return service.dump();
}

service::CatalogueSource source_of(const json& file) { return {service_json(file), file.at("eForm").dump()}; }

service::CatalogueSource like(json file, const Another& other) {
  auto& definition = file.at("definition");
  file.at("service")["id"] = other.id;
  definition["icon"] = other.icon;
  definition["title"] = both(other.title.first, other.title.second);
  definition["summary"] = both(other.summary.first, other.summary.second);
  definition["category"] = {{"id", other.kind},
                            {"icon", other.icon},
                            {"order", other.order},
                            {"title", both(other.kind_title.first, other.kind_title.second)}};
  return source_of(file);
}

std::shared_ptr<const service::ServiceDefinition> find(const std::string& title) {
  for (const auto& service : catalogue()->services) {
    if (service.title.chinese == title) return {catalogue(), &service};
  }
  throw std::runtime_error{"no service " + title};
}

flow::DeviceHealth ready(std::string model) { return {flow::DeviceState::Ready, {}, std::move(model), {}}; }

}  // namespace

std::shared_ptr<const service::Catalogue> catalogue() {
  static const auto kCatalogue = [] {
    const auto application = shipped("residence-address-change");
    std::vector<service::CatalogueSource> sources{source_of(shipped("social-insurance-record")),
                                                  source_of(application)};
    for (const auto& other : kOthers) sources.push_back(like(application, other));
    auto read = service::read_catalogue(sources);
    for (const auto& refused : read.refused) throw std::runtime_error{refused.id + ": " + refused.problem};
    return std::make_shared<const service::Catalogue>(std::move(read));
  }();
  return kCatalogue;
}

std::shared_ptr<const service::ServiceDefinition> insurance_record() { return find("社保缴费记录查询打印"); }
std::shared_ptr<const service::ServiceDefinition> address_change() { return find("居住证地址变更"); }

flow::Terminal terminal() {
  flow::Terminal terminal;
  terminal.house.place = {"云山市政务服务大厅", "Yunshan City Government Service Hall"};
  terminal.house.terminal_number = "A03";
  terminal.house.help_number = "12345";
  terminal.house.version = "0.1.0";
  terminal.house.technician_pin = true;
  terminal.catalogue = catalogue();
  terminal.health.reader = ready("SAM_V 2.0");
  terminal.health.social_security_reader = ready("PC/SC");
  terminal.health.scanner = ready("EM20 1.4");
  terminal.health.printer = ready("KP-302H");
  terminal.health.supplies.paper = flow::Paper::Enough;
  terminal.health.link = flow::Link::Up;
  terminal.clock = {2026, 3, 12, 9, 41};
  terminal.state = flow::Idle{};
  return terminal;
}

service::Holder zhang() {
  service::Holder holder;
  holder.name = "张晓明";
  holder.sex = service::Sex::Male;
  holder.birth = 1985y / March / 12;
  holder.address = "云山市清溪区桂花路18号3栋602室";
  holder.number = "44980119850312001X";
  holder.valid_from = 2018y / April / 20;
  holder.valid_until = 2038y / April / 20;
  holder.number_check_ok = true;
  return holder;
}

service::Holder smith() {
  service::Holder holder;
  holder.document = service::DocumentKind::ForeignPermanent2023;
  holder.english_name = "FITZGERALD-MONTGOMERY, ALEXANDRA CHRISTINA";
  holder.sex = service::Sex::Female;
  holder.birth = 1979y / November / 3;
  holder.number = "911124197911030024";
  holder.valid_from = 2024y / January / 9;
  holder.valid_until = service::WithoutEnd{};
  holder.number_check_ok = true;
  return holder;
}

flow::Visit opened(std::shared_ptr<const service::ServiceDefinition> service) {
  flow::Visit visit;
  visit.service = std::move(service);
  return visit;
}

flow::Visit identified(std::shared_ptr<const service::ServiceDefinition> service) {
  auto visit = opened(std::move(service));
  visit.holder = zhang();
  visit.belongings.card_on_reader = true;
  visit.answers = service::prefill(visit.service->form, *visit.holder);
  return visit;
}

flow::Visit with_fingerprints(flow::Visit visit, std::size_t count) {
  auto asking = *visit.service;
  asking.fingerprints = true;
  visit.service = std::make_shared<const service::ServiceDefinition>(std::move(asking));
  if (visit.holder) visit.holder->fingerprints.assign(count, Bytes(512, 0x31));
  return visit;
}

flow::Visit answered_address_change() {
  auto visit = identified(address_change());
  const std::pair<const char*, const char*> answers[] = {
      {"phone", "13800138000"},         {"hasPermit", "yes"},
      {"permitNumber", "YS2021083015"}, {"district", "449801"},
      {"street", "449801002"},          {"detail", "桂花路18号翠湖花园3栋2单元602室"},
      {"dwelling", "rented"},           {"leaseNumber", "ZL20260001234"},
      {"movedIn", "2026-02-28"},        {"delivery", "post"}};
  for (const auto& [name, value] : answers) {
    visit.answers = service::with_answer(visit.service->form, *visit.holder, std::move(visit.answers), name, value);
  }
  return visit;
}

flow::Visit answered_insurance_record() {
  auto visit = identified(insurance_record());
  for (const auto& [name, value] : {std::pair{"period", "recent-12"}, {"kinds", "all"}, {"purpose", "loan"}}) {
    visit.answers = service::with_answer(visit.service->form, *visit.holder, std::move(visit.answers), name, value);
  }
  return visit;
}

flow::Visit sealed(flow::Visit visit) {
  visit.submitted =
      flow::Submitted{{"6f1d3c1e-0a47-4a61-9c59-2a7be1d90c11"}, "A03-7KQ4-M2", "2026-03-12 09:44", {}, {}};
  return visit;
}

flow::Visit stored(flow::Visit visit) {
  visit = sealed(std::move(visit));
  visit.submitted->delivery = flow::Delivery::StoredHere;
  return visit;
}

flow::Visit accepted(flow::Visit visit) {
  visit = sealed(std::move(visit));
  visit.submitted->delivery = flow::Delivery::Accepted;
  service::PlatformReceipt answer;
  answer.file_id = "8b1f0a52";
  answer.number = "11449900MB2Y02270542026031200017";
  answer.link = "https://zwfw.yunshan.example/q/8b1f0a52";
  answer.registered = "2026-03-12T09:44:07+08:00";
  visit.submitted->answer = std::move(answer);
  return visit;
}

flow::Visit with_result(flow::Visit visit, int months) {
  service::PlatformResult result;
  const auto same = [](const std::string& words) { return LocalText{words, words}; };
  result.title = {"社会保险缴费记录", "Social-insurance contributions"};
  result.values["periodFrom"] = same("2025-03");
  result.values["periodTo"] = same("2026-02");
  result.values["months"] = same(std::to_string(months));
  result.values["totalPaid"] = same("14523.60");
  result.values["totalEmployerPaid"] = same("31808.10");
  result.values["message"] =
      months > 0 ? LocalText{"所查期间共有 " + std::to_string(months) + " 个月的缴费记录。",
                             "Contributions were recorded for " + std::to_string(months) + " months of this period."}
                 : LocalText{"所查期间没有缴费记录，其他期间有记录。",
                             "No contributions were recorded in this period. There are records for other periods."};
  for (int month = 0; month < months; ++month) {
    const int count = 2025 * 12 + 2 + month;
    const auto name = std::to_string(count / 12) + (count % 12 < 9 ? "-0" : "-") + std::to_string(count % 12 + 1);
    const bool later = month > 6;
    result.rows.push_back({{"month", same(name)},
                           {"employer", same(later ? "云山市云东软件技术有限公司" : "云山湖光精密制造有限公司")},
                           {"base", same(later ? "12380.00" : "11560.00")},
                           {"paid", same(later ? "1262.76" : "1179.12")},
                           {"employerPaid", same("2760.74")}});
  }
  visit.submitted->answer->result = std::move(result);
  return visit;
}

}  // namespace bianmin::screens::samples
