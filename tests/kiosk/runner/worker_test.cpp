#include "kiosk/runner/worker.h"

#include <catch2/catch_test_macros.hpp>
#include <future>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

using bianmin::runner::Worker;

TEST_CASE("tasks are done one after the other, in order, on another thread") {
  std::vector<int> done;
  std::thread::id where;
  {
    Worker worker;
    for (int number = 0; number < 200; ++number) REQUIRE(worker.post([&done, number] { done.push_back(number); }));
    where = worker.ask([] { return std::this_thread::get_id(); });
  }
  REQUIRE(done.size() == 200);
  for (int number = 0; number < 200; ++number) CHECK(done[static_cast<std::size_t>(number)] == number);
  CHECK(where != std::this_thread::get_id());
}

TEST_CASE("an answer comes behind what was posted before it, also one that cannot be copied") {
  Worker worker;
  int value = 0;
  REQUIRE(worker.post([&value] { value = 7; }));
  CHECK(*worker.ask([&value] { return std::make_unique<int>(value); }) == 7);
}

TEST_CASE("at its end a worker finishes what was posted, and takes no more") {
  std::promise<void> go;
  int done = 0;
  Worker worker;
  REQUIRE(worker.post([&go] { go.get_future().wait(); }));
  for (int at = 0; at < 10; ++at) REQUIRE(worker.post([&done] { ++done; }));
  go.set_value();
  worker.stop();
  CHECK(done == 10);
  CHECK_FALSE(worker.post([&done] { ++done; }));
  CHECK_THROWS_AS(worker.ask([] { return 1; }), std::logic_error);
  worker.stop();
  CHECK(done == 10);
}

TEST_CASE("a worker that is busy for too long says that it is full") {
  std::promise<void> go;
  int done = 0;
  int taken = 0;
  {
    Worker worker;
    REQUIRE(worker.post([&go] { go.get_future().wait(); }));
    while (worker.post([&done] { ++done; })) {
      ++taken;
      REQUIRE(taken < 100'000);
    }
    go.set_value();
  }
  CHECK(taken > 0);
  CHECK(done == taken);
}

TEST_CASE("a worker that takes no more tasks still answers who asks") {
  std::promise<void> go;
  std::promise<void> asking;
  Worker worker;
  REQUIRE(worker.post([&go] { go.get_future().wait(); }));
  while (worker.post([] {})) {
  }
  int answer = 0;
  std::jthread asker{[&] {
    asking.set_value();
    answer = worker.ask([] { return 3; });
  }};
  asking.get_future().wait();
  go.set_value();
  asker.join();
  CHECK(answer == 3);
}

TEST_CASE("a question that fails fails where it was asked, and the worker goes on") {
  Worker worker;
  CHECK_THROWS_AS(worker.ask([]() -> int { throw std::runtime_error{"no"}; }), std::runtime_error);
  CHECK(worker.ask([] { return 2; }) == 2);
}

TEST_CASE("many ask at once, and each gets its own answer") {
  Worker worker;
  std::vector<std::jthread> askers;
  std::vector<int> answers(8);
  for (int asker = 0; asker < 8; ++asker) {
    askers.emplace_back([&worker, &answers, asker] {
      for (int time = 0; time < 200; ++time) {
        answers[static_cast<std::size_t>(asker)] += worker.ask([asker, time] { return asker * 1000 + time; });
      }
    });
  }
  askers.clear();
  for (int asker = 0; asker < 8; ++asker) CHECK(answers[static_cast<std::size_t>(asker)] == asker * 200'000 + 19'900);
}
