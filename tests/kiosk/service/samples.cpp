#include "tests/kiosk/service/samples.h"

#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <iterator>

#include "kiosk/service/catalogue.h"

namespace bianmin::service::samples {

using namespace std::chrono;

std::string read_file(const std::string& path) {
  std::ifstream stream{std::string{BIANMIN_SOURCE_DIR} + "/" + path, std::ios::binary};
  INFO(path);
  REQUIRE(stream);
  return {std::istreambuf_iterator<char>{stream}, {}};
}

std::string Entry::service_json() const {
  nlohmann::json service = file.at("service");
  service["serviceBody"] =
      nlohmann::json::array({{{"code", "bianmin.definition"}, {"value", file.at("definition").dump()}}});
  return service.dump();
}

std::string Entry::form_json() const { return file.at("eForm").dump(); }

Entry shipped(const std::string& name) {
  return {nlohmann::json::parse(read_file("config/services/" + name + ".json"))};
}
Entry social_insurance() {
  return {nlohmann::json::parse(read_file("tests/kiosk/service/samples/social-insurance-record.json"))};
}
Entry change_of_address() {
  return {nlohmann::json::parse(read_file("tests/kiosk/service/samples/residence-address-change.json"))};
}

ServiceDefinition parsed(const Entry& entry) {
  auto service = parse_service(entry.service_json(), entry.form_json());
  INFO((service ? "" : service.error()));
  REQUIRE(service);
  return *std::move(service);
}

Holder zhang() {
  Holder holder;
  holder.name = "张晓明";
  holder.sex = Sex::Male;
  holder.birth = 1949y / December / 31;
  holder.address = "云山市翠湖区青石路18号";
  holder.number = "11010519491231002X";
  holder.valid_from = 2016y / May / 1;
  holder.valid_until = WithoutEnd{};
  holder.number_check_ok = true;
  return holder;
}

}  // namespace bianmin::service::samples
