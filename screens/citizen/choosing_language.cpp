#include "screens/citizen/screens.h"
#include "screens/scene/theme.h"

namespace bianmin::screens {
namespace {

using namespace scene;

Node language_button(Language language, const std::string& name, std::string invitation) {
  return touchable(
      {.action = flow::action_id(flow::Verb::ChooseLanguage, tag(language)), .label = name, .role = Role::Choice},
      column({.padding = sides(48, 24),
              .gap = 8,
              .height = grow(),
              .justify = Justify::Center,
              .surface = Surface::Card,
              .border = Border::Line,
              .radius = kCardRadius,
              .shadow = true},
             text(name,
                  {.size = TextSize::Number, .weight = Weight::Bold, .ink = Ink::Accent, .align = TextAlign::Center}),
             text(std::move(invitation), {.size = TextSize::Lead, .ink = Ink::Soft, .align = TextAlign::Center})));
}

}  // namespace

Scene show(const Frame& frame, const flow::ChoosingLanguage& /*state*/) {
  const Words in_chinese{Language::Chinese};
  const Words in_english{Language::English};
  const Frame chinese{frame.terminal, in_chinese};
  const Frame english{frame.terminal, in_english};
  auto scene = page(frame, chinese.say("Please choose your language"), english.say("Please choose your language"));
  scene.main = column({.gap = 32, .height = grow()},
                      language_button(Language::Chinese, "简体中文", chinese.say("Continue in English")),
                      language_button(Language::English, "English", english.say("Continue in English")));
  scene.actions = actions_bar(back(frame), {});
  return scene;
}

}  // namespace bianmin::screens
