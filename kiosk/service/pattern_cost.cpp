#include "kiosk/service/pattern_cost.h"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>

namespace bianmin::service {
namespace {

constexpr int kDeepest = 6;                  // groups in groups
constexpr std::uint32_t kMostRepeats = 500;  // the matcher writes a{500} out as 500 states

// Recursive descent over the ECMAScript grammar's part that the profile knows.
class Costing {
 public:
  Costing(std::string_view pattern, std::size_t longest) : rest_{pattern}, longest_{static_cast<double>(longest)} {}

  std::expected<PatternCost, std::string> run() {
    auto cost = alternatives(0);
    if (cost && !rest_.empty()) return refuse("an unopened )");
    return cost;
  }

 private:
  using Cost = std::expected<PatternCost, std::string>;
  struct Repeats {
    double least = 1;
    double most = 1;
    double written = 1;  // copies that the matcher makes of what is repeated
  };

  static Cost refuse(std::string_view what) { return std::unexpected{std::string{what}}; }

  bool take(std::string_view token) {
    if (!rest_.starts_with(token)) return false;
    rest_.remove_prefix(token.size());
    return true;
  }

  Cost alternatives(int depth) {
    if (depth > kDeepest) return refuse("groups nested deeper than 6");
    PatternCost sum{0, 0};
    do {
      const Cost one = sequence(depth);
      if (!one) return one;
      sum.ways += one->ways;
      sum.states += one->states + 1;
    } while (take("|"));
    return sum;
  }

  Cost sequence(int depth) {
    PatternCost product{1, 0};
    while (!rest_.empty() && rest_.front() != '|' && rest_.front() != ')') {
      if (take("^") || take("$")) continue;
      const Cost one = atom(depth);
      if (!one) return one;
      const auto times = repeats();
      if (!times) return std::unexpected{times.error()};
      product.ways *= std::pow(one->ways, times->most) * (times->most - times->least + 1);
      product.states += one->states * times->written;
    }
    return product;
  }

  Cost atom(int depth) {
    if (take("(")) {
      if (rest_.starts_with("?") && !take("?:")) return refuse("look-around");
      const Cost inside = alternatives(depth + 1);
      if (inside && !take(")")) return refuse("an unclosed (");
      return inside;
    }
    if (take("[")) return bracket();
    if (take("\\")) return escape();
    if (std::string_view{"*+?{}"}.contains(rest_.front())) return refuse("a quantifier without anything to repeat");
    rest_.remove_prefix(1);
    return PatternCost{1, 1};
  }

  Cost bracket() {
    static_cast<void>(take("^"));
    bool empty = true;
    while (!rest_.empty() && (rest_.front() != ']' || empty)) {
      if (rest_.front() == '[') return refuse("[ inside a class");
      if (take("\\")) {
        if (const Cost one = escape(); !one) return one;
      } else {
        rest_.remove_prefix(1);
      }
      empty = false;
    }
    if (!take("]")) return refuse("an unclosed [");
    return PatternCost{1, 1};
  }

  Cost escape() {
    if (rest_.empty()) return refuse("a \\ at the end");
    const char letter = rest_.front();
    const bool is_word = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
    const bool is_digit = letter >= '0' && letter <= '9';
    if (is_digit || (is_word && !std::string_view{"dDwWsS"}.contains(letter))) {
      return refuse("an escape other than of a mark and \\d \\w \\s");
    }
    rest_.remove_prefix(1);
    return PatternCost{1, 1};
  }

  std::expected<Repeats, std::string> repeats() {
    Repeats times;
    if (take("*")) {
      times = {0, longest_, 1};
    } else if (take("+")) {
      times = {1, longest_, 2};
    } else if (take("?")) {
      times = {0, 1, 1};
    } else if (take("{")) {
      const auto least = number();
      if (!least) return std::unexpected{std::string{"a { without a number up to 500"}};
      times = {static_cast<double>(*least), static_cast<double>(*least), *least + 1.0};
      if (take(",")) {
        times.most = longest_;
        if (!rest_.starts_with("}")) {
          const auto most = number();
          if (!most) return std::unexpected{std::string{"a { without a number up to 500"}};
          times.most = *most;
          times.written = *most + 1.0;
        }
      }
      if (!take("}") || times.most < times.least) return std::unexpected{std::string{"{} that is no range"}};
    } else {
      return times;
    }
    static_cast<void>(take("?"));
    return times;
  }

  std::expected<std::uint32_t, std::errc> number() {
    std::uint32_t value = 0;
    const auto [end, fault] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (fault != std::errc{} || value > kMostRepeats) return std::unexpected{std::errc::invalid_argument};
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    return value;
  }

  std::string_view rest_;
  double longest_;
};

}  // namespace

std::expected<PatternCost, std::string> pattern_cost(std::string_view pattern, std::size_t longest) {
  return Costing{pattern, longest}.run();
}

}  // namespace bianmin::service
