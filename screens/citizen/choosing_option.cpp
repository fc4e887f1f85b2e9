#include "screens/citizen/screens.h"

namespace bianmin::screens {
namespace {

using namespace scene;

// Up to this many stand in one column, easy to read down.
constexpr std::size_t kOneColumn = 6;

}  // namespace

Scene show(const Frame& frame, const flow::ChoosingOption& state) {
  const auto& visit = state.form.visit;
  const auto* field = service::find_field(visit.service->form, state.field);
  if (field == nullptr) return show(frame, state.form);
  const auto chosen = visit.answers.find(state.field);
  std::vector<Node> options;
  for (const auto* option : service::visible_options(*field, visit.answers)) {
    const bool selected = chosen != visit.answers.end() && chosen->second == option->value;
    options.push_back(
        choice(flow::action_id(flow::Verb::PickOption, option->value), frame.say(option->label), selected));
  }
  auto scene = page(frame, frame.say(field->label), field->hint ? frame.say(*field->hint) : std::string{});
  const Columns columns{.portrait = options.size() > kOneColumn ? 2 : 1, .landscape = 2, .dense = 2};
  scene.main = column({.height = grow()}, pages_of(frame, state.page, columns, 16, std::move(options)));
  scene.actions = actions_bar(back(frame), {});
  return scene;
}

}  // namespace bianmin::screens
