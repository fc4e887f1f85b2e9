#pragma once
// A day of the civil calendar, as cards carry it.
#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace bianmin::drivers {

// Always a day that exists (29 February only in leap years), from 1800 to 2999.
class Date {
 public:
  // 1970-01-01.
  constexpr Date() = default;

  // Empty when there is no such day.
  [[nodiscard]] static constexpr std::optional<Date> from(int year, unsigned month, unsigned day) {
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
    if (year < 1800 || year > 2999 || !date.ok()) return std::nullopt;
    return Date{date};
  }
  // Eight digits, "19491231". Empty when they are anything else or no such day.
  [[nodiscard]] static std::optional<Date> parse(std::string_view yyyymmdd);

  [[nodiscard]] constexpr int year() const { return static_cast<int>(date_.year()); }
  [[nodiscard]] constexpr unsigned month() const { return static_cast<unsigned>(date_.month()); }
  [[nodiscard]] constexpr unsigned day() const { return static_cast<unsigned>(date_.day()); }
  [[nodiscard]] constexpr std::chrono::sys_days sys_days() const { return date_; }
  // "19491231", what parse() takes.
  [[nodiscard]] std::string compact() const;
  // "1949-12-31".
  [[nodiscard]] std::string iso() const;

  friend constexpr auto operator<=>(const Date&, const Date&) = default;

 private:
  explicit constexpr Date(std::chrono::year_month_day date) : date_{date} {}

  std::chrono::year_month_day date_{std::chrono::year{1970}, std::chrono::January, std::chrono::day{1}};
};

}  // namespace bianmin::drivers
