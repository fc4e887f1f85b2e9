// Whatever comes from the network, the terminal refuses it or takes it; it does not fall over.
#include <catch2/catch_test_macros.hpp>
#include <random>
#include <string>

#include "kiosk/service/catalogue.h"
#include "kiosk/service/form.h"
#include "kiosk/service/receipt_text.h"
#include "kiosk/service/result.h"
#include "kiosk/service/search.h"
#include "kiosk/service/submission.h"
#include "tests/kiosk/service/samples.h"

using namespace bianmin::service;
using nlohmann::json;

namespace {

class Mutator {
 public:
  explicit Mutator(unsigned seed) : random_{seed} {}

  std::size_t below(std::size_t count) { return std::uniform_int_distribution<std::size_t>{0, count - 1}(random_); }

  void bytes(std::string& text) {
    for (std::size_t times = 1 + below(4); times > 0 && !text.empty(); --times) {
      const std::size_t at = below(text.size());
      switch (below(4)) {
        case 0:
          text[at] = static_cast<char>(below(256));
          break;
        case 1:
          text.erase(at, 1 + below(20));
          break;
        case 2:
          text.insert(at, text.substr(below(text.size()), below(40)));
          break;
        default:
          text[at] = "{}[]\",:\\0"[below(9)];
          break;
      }
    }
  }

  // Changes one value somewhere in the tree to something of another kind or size.
  void value(json& node) {
    if (node.is_structured() && !node.empty() && below(8) != 0) {
      auto at = node.begin();
      std::advance(at, static_cast<std::ptrdiff_t>(below(node.size())));
      if (below(12) == 0) {
        node.erase(at);
      } else {
        value(*at);
      }
      return;
    }
    switch (below(9)) {
      case 0:
        node = nullptr;
        break;
      case 1:
        node = -1;
        break;
      case 2:
        node = std::string(below(2000), 'x');
        break;
      case 3:
        node = json::array({node, node});
        break;
      case 4:
        node = json{{"value", node}, {"type", "string"}};
        break;
      case 5:
        node = "{form.phone}{card.name|masked}";
        break;
      case 6:
        node = "^(a+)+$";
        break;
      case 7:
        node = 1e300;
        break;
      default:
        node = true;
        break;
    }
  }

 private:
  std::mt19937 random_;
};

// Uses whatever was taken as a visit would.
void live_through(const ServiceDefinition& service) {
  const Holder holder = samples::zhang();
  FormAnswers answers = prefill(service.form, holder);
  for (const auto& page : service.form.pages) {
    for (const auto& field : page.fields) {
      const auto options = visible_options(field, answers);
      answers =
          with_answer(service.form, holder, answers, field.name, options.empty() ? "13800000000" : options[0]->value);
    }
  }
  static_cast<void>(check_form(service.form, answers));
  REQUIRE(json::accept(to_submission_json(service, holder, answers, {})));
  ReceiptFacts facts;
  facts.holder = holder;
  facts.answers = answers;
  REQUIRE_FALSE(fill_receipt(service, facts).blocks.empty());
  static_cast<void>(search(std::vector{service}, "社保"));
}

}  // namespace

TEST_CASE("definitions mutated at random are taken or refused with a sentence") {
  std::size_t taken = 0;
  std::size_t refused = 0;
  for (unsigned seed = 0; seed < 400; ++seed) {
    Mutator mutator{seed};
    auto entry = seed % 2 == 0 ? samples::social_insurance() : samples::change_of_address();
    mutator.value(entry.file[mutator.below(2) == 0 ? "definition" : "eForm"]);
    const auto service = parse_service(entry.service_json(), entry.form_json());
    INFO("seed " << seed);
    if (service) {
      ++taken;
      live_through(*service);
    } else {
      ++refused;
      REQUIRE(service.error().contains("expected"));
      REQUIRE(service.error().size() < 600);
    }
  }
  CHECK(taken > 10);
  CHECK(refused > 100);
}

TEST_CASE("catalogue bytes mutated at random are taken or refused with a sentence") {
  const auto entry = samples::change_of_address();
  const std::string service_json = entry.service_json();
  const std::string form_json = entry.form_json();
  for (unsigned seed = 0; seed < 400; ++seed) {
    Mutator mutator{seed};
    std::string service = service_json;
    std::string form = form_json;
    mutator.bytes(seed % 2 == 0 ? service : form);
    const auto parsed = parse_service(service, form);
    INFO("seed " << seed);
    if (parsed) live_through(*parsed);
    if (!parsed) REQUIRE(parsed.error().contains("expected"));
  }
}

TEST_CASE("answers mutated at random are read or refused with a sentence") {
  const json plain = json::parse(R"({"fileId":"81c4445c","status":{"code":"PENDING","title":"x"},"ended":false,
    "additionalMeta":{"data":{"number":{"value":"YS-1"},"link":{"value":"https://a.example/1"},
    "result":{"title":"T","columns":[{"key":"a","title":"A"}],"rows":[{"a":"1"},{"a":"2"}],"sum":"3"}}}})");
  for (unsigned seed = 0; seed < 5000; ++seed) {
    Mutator mutator{seed};
    json changed = plain;
    mutator.value(changed);
    std::string text = changed.dump();
    if (seed % 3 == 0) mutator.bytes(text);
    const auto receipt = parse_receipt(text);
    INFO("seed " << seed);
    if (receipt) REQUIRE_FALSE(receipt->number.empty());
    if (!receipt) REQUIRE(receipt.error().contains("expected"));
  }
}
