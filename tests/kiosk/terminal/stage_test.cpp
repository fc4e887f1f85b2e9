#include "kiosk/terminal/stage.h"

#include <unistd.h>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>

#include "tests/kiosk/terminal/shown_stage.h"

using namespace bianmin;
using namespace bianmin::terminal;
using namespace std::chrono_literals;
using flow::Verb;
using screens::samples::identified;
using screens::samples::insurance_record;

namespace {

const flow::Event kTouched = flow::Touched{};

flow::Event pressed(Verb verb) { return flow::Pressed{flow::action_id(verb)}; }

bool holds(const Events& events, const flow::Event& event) { return std::ranges::find(events, event) != events.end(); }

flow::ConfirmingIdentity confirming() { return {identified(insurance_record())}; }

bool is_revealed(const ShownStage& shown) { return std::get<flow::ConfirmingIdentity>(shown.terminal.state).revealed; }

}  // namespace

TEST_CASE("a finger presses where it lifts") {
  ShownStage shown{confirming()};
  const auto [x, y] = shown.place(Verb::Next);
  CHECK(shown.take(down(x, y)).empty());
  CHECK(shown.take(up(x, y)) == Events{pressed(Verb::Next)});
  CHECK(flow::name_of(shown.terminal.state) == "filling-form");
}

TEST_CASE("a finger beside every target says only that somebody is there") {
  ShownStage shown{confirming()};
  CHECK(shown.take(down(0.001, 0.999)) == Events{kTouched});
  CHECK(shown.take(up(0.001, 0.999)).empty());
  CHECK(flow::name_of(shown.terminal.state) == "confirming-identity");
}

TEST_CASE("what is personal is shown while a finger holds the eye, and no longer") {
  ShownStage shown{confirming()};
  const auto [x, y] = shown.place(Verb::Reveal);
  CHECK(shown.take(down(x, y)) == Events{pressed(Verb::Reveal)});
  CHECK(is_revealed(shown));
  CHECK(shown.owed.empty());  // the page with everything on it has the eye in the same place
  shown.let_pass(1min);
  CHECK(is_revealed(shown));
  SECTION("it lifts") { CHECK(shown.take(up(x, y)) == Events{pressed(Verb::Conceal)}); }
  SECTION("it slides off") { CHECK(shown.take(move(0.001, 0.999)) == Events{pressed(Verb::Conceal)}); }
  SECTION("the panel loses it") {
    CHECK(shown.take(render::Finger{render::FingerMotion::Cancelled, 0, x, y}) == Events{pressed(Verb::Conceal)});
  }
  CHECK_FALSE(is_revealed(shown));
  CHECK_FALSE(holds(shown.take(up(x, y)), pressed(Verb::Conceal)));
}

TEST_CASE("another page comes while a finger holds the eye: the hold is over") {
  ShownStage shown{confirming()};
  const auto [x, y] = shown.place(Verb::Reveal);
  shown.take(down(x, y));
  shown.terminal.state = flow::Home{};
  CHECK(shown.stage.show(shown.terminal) == Events{pressed(Verb::Conceal)});
  CHECK(shown.stage.show(shown.terminal).empty());
  CHECK(shown.take(up(x, y)).empty());
  CHECK(flow::name_of(shown.terminal.state) == "home");
}

TEST_CASE("the panel changes its size while a finger holds the eye: the hold is over") {
  ShownStage shown{confirming()};
  const auto [x, y] = shown.place(Verb::Reveal);
  shown.take(down(x, y));
  shown.presenter.inject(render::Resized{960, 540});
  for (const auto& input : shown.presenter.wait({})) CHECK(shown.take(input) == Events{pressed(Verb::Conceal)});
  CHECK_FALSE(is_revealed(shown));
  CHECK(shown.stage.laid().viewport == scene::Viewport{960, 540});
}

TEST_CASE("the technician gets in by holding the terminal's number for two seconds") {
  ShownStage shown{flow::Idle{}};
  const auto [x, y] = shown.place(Verb::OpenTechnician);
  CHECK(shown.take(down(x, y)).empty());
  shown.let_pass(2s);
  CHECK(shown.take(up(x, y)) == Events{pressed(Verb::OpenTechnician)});
  CHECK(flow::name_of(shown.terminal.state) == "entering-pin");
}

TEST_CASE("nobody gets to the technician's screens by leaning on the terminal's number") {
  ShownStage shown{flow::Idle{}};
  const auto [x, y] = shown.place(Verb::OpenTechnician);
  for (int time = 0; time < 3; ++time) {
    shown.take(down(x, y));
    shown.let_pass(1999ms);
    CHECK(shown.take(up(x, y)).empty());
    shown.let_pass(10s);
  }
  CHECK(flow::name_of(shown.terminal.state) == "idle");
}

TEST_CASE("the keypad finds its way to a target and presses it") {
  ShownStage shown{confirming()};
  const auto next = flow::action_id(Verb::Next);
  // The first key shows where one is; each of the others goes one further.
  Events events;
  const auto count = shown.stage.laid().hits.size();
  const auto& hits = shown.stage.laid().hits;
  const auto at = static_cast<std::size_t>(shown.stage.laid().hit_of(next) - hits.data());
  REQUIRE(at < count);
  for (std::size_t step = 0; step <= at; ++step) {
    CHECK(shown.take(render::KeyPressed{render::Key::Next}) == Events{kTouched});
  }
  CHECK(shown.take(render::KeyPressed{render::Key::Select}) == Events{flow::Pressed{next}});
  CHECK(flow::name_of(shown.terminal.state) == "filling-form");
}

TEST_CASE("the keypad holds the eye with one press of select, and lets go with the next") {
  ShownStage shown{confirming()};
  const auto& hits = shown.stage.laid().hits;
  const auto at = static_cast<std::size_t>(shown.stage.laid().hit_of(flow::action_id(Verb::Reveal)) - hits.data());
  for (std::size_t step = 0; step <= at; ++step) shown.take(render::KeyPressed{render::Key::Next});
  shown.take(render::KeyPressed{render::Key::Select});
  CHECK(is_revealed(shown));
  shown.take(render::KeyPressed{render::Key::Select});
  CHECK_FALSE(is_revealed(shown));
}

TEST_CASE("a touch hides where the keypad is") {
  ShownStage shown{confirming()};
  shown.take(render::KeyPressed{render::Key::Next});
  shown.take(down(0.001, 0.999));
  shown.take(up(0.001, 0.999));
  // Shown again first, not acted on.
  CHECK(shown.take(render::KeyPressed{render::Key::Select}) == Events{kTouched});
}

TEST_CASE("the key for help shows it, and the key for back closes it before it goes back") {
  ShownStage shown{confirming()};
  CHECK(shown.take(render::KeyPressed{render::Key::Help}) == Events{pressed(Verb::Help)});
  CHECK(std::holds_alternative<flow::HelpShown>(shown.terminal.overlay));
  CHECK(shown.take(render::KeyPressed{render::Key::Back}) == Events{pressed(Verb::Stay)});
  CHECK(std::holds_alternative<std::monostate>(shown.terminal.overlay));
  CHECK(shown.take(render::KeyPressed{render::Key::Back}) == Events{pressed(Verb::Back)});
  CHECK(flow::name_of(shown.terminal.state) == "awaiting-card");
}

TEST_CASE("a key for what the page does not offer does nothing") {
  ShownStage shown{flow::Idle{}};
  CHECK(shown.take(render::KeyPressed{render::Key::Back}) == Events{kTouched});
  CHECK(shown.take(render::KeyPressed{render::Key::Repeat}) == Events{kTouched});
  CHECK(flow::name_of(shown.terminal.state) == "idle");
}

TEST_CASE("a page that stays the same is not drawn again; one that was lost is, whole") {
  ShownStage shown{flow::Idle{}};
  const auto frames = shown.presenter.frames();
  CHECK(frames == 1);
  CHECK(shown.stage.show(shown.terminal).empty());
  CHECK(shown.presenter.frames() == frames);
  CHECK(shown.take(render::Exposed{}).empty());
  CHECK(shown.presenter.frames() == frames + 1);
  CHECK(shown.presenter.last_damage() == std::vector{scene::Rect{0, 0, 540, 960}});
}

TEST_CASE("the hall's wishes for the screen hold on every page") {
  render::MemoryPresenter presenter{{540, 960}};
  render::Painter painter{render::Assets{}};
  Stage stage{presenter, painter, {.reduced_motion = true, .high_contrast = true}};
  CHECK(stage.show(screens::samples::terminal()).empty());
  CHECK(stage.laid().comfort.high_contrast);
  CHECK(stage.laid().comfort.reduced_motion);
  CHECK_FALSE(stage.next_frame_due());
}

TEST_CASE("targets are found by what they ask for, and pages can be kept as pictures") {
  ShownStage shown{confirming()};
  CHECK_FALSE(shown.stage.place_of({"none-such"}));
  const auto file = std::filesystem::temp_directory_path() / ("bianmin-stage-" + std::to_string(::getpid()) + ".png");
  CHECK(shown.stage.write_png(file.string()));
  CHECK(std::filesystem::file_size(file) > 0);
  std::filesystem::remove(file);
  CHECK_FALSE(shown.stage.write_png("/no/such/folder/page.png"));
}

TEST_CASE("after a visit nothing of it is on the panel, and the next page is drawn") {
  ShownStage shown{confirming()};
  shown.terminal.state = flow::Goodbye{};
  shown.stage.forget();
  const auto frames = shown.presenter.frames();
  CHECK(shown.stage.show(shown.terminal).empty());
  CHECK(shown.presenter.frames() == frames + 1);
  for (const auto& item : shown.stage.laid().items) {
    const auto* text = std::get_if<scene::LaidText>(&item.shape);
    if (text != nullptr) CHECK(text->words.find("张") == std::string::npos);
  }
}
