#include "kiosk/runner/timers.h"

#include <catch2/catch_test_macros.hpp>

using namespace bianmin;
using namespace bianmin::runner;
using namespace std::chrono_literals;
using flow::TimerSlot;

namespace {

using Fired = std::vector<flow::TimerFired>;
const Timers::Time kStart{1000s};

}  // namespace

TEST_CASE("without a timer nothing is due") {
  Timers timers;
  CHECK_FALSE(timers.next_due());
  CHECK(timers.take_due(kStart + 1h).empty());
}

TEST_CASE("a timer fires at its time, not before, and once") {
  Timers timers;
  timers.start({TimerSlot::Presence, {1}, 60s}, kStart);
  CHECK(timers.next_due() == kStart + 60s);
  CHECK(timers.take_due(kStart + 59'999ms).empty());
  CHECK(timers.take_due(kStart + 60s) == Fired{{{1}}});
  CHECK(timers.take_due(kStart + 1h).empty());
  CHECK_FALSE(timers.next_due());
}

TEST_CASE("every slot has its own timer, and the earliest is waited for") {
  Timers timers;
  timers.start({TimerSlot::Presence, {1}, 60s}, kStart);
  timers.start({TimerSlot::Patience, {2}, 8s}, kStart);
  timers.start({TimerSlot::Sending, {3}, 5s}, kStart + 1s);
  timers.start({TimerSlot::Fetching, {4}, 10min}, kStart);
  CHECK(timers.next_due() == kStart + 6s);
  CHECK(timers.take_due(kStart + 8s) == Fired{{{2}}, {{3}}});
  CHECK(timers.next_due() == kStart + 60s);
  CHECK(timers.take_due(kStart + 1h) == Fired{{{1}}, {{4}}});
}

TEST_CASE("a timer started again replaces the one before") {
  Timers timers;
  timers.start({TimerSlot::Presence, {1}, 60s}, kStart);
  timers.start({TimerSlot::Presence, {2}, 60s}, kStart + 50s);
  CHECK(timers.take_due(kStart + 100s).empty());
  CHECK(timers.take_due(kStart + 110s) == Fired{{{2}}});
}

TEST_CASE("a stopped timer does not fire, and the others do") {
  Timers timers;
  timers.start({TimerSlot::Presence, {1}, 60s}, kStart);
  timers.start({TimerSlot::Patience, {2}, 60s}, kStart);
  timers.stop(TimerSlot::Presence);
  timers.stop(TimerSlot::Sending);
  CHECK(timers.take_due(kStart + 1h) == Fired{{{2}}});
}
