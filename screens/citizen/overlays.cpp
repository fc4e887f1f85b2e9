// What lies over a screen: help, the question whether to leave, and the question whether anybody is there.
#include "screens/citizen/screens.h"

namespace bianmin::screens {
namespace {

using flow::Verb;
using scene::Node;

// What to do on this very screen.
struct Hints {
  static constexpr auto kWait = sentence("You need not do anything now. The screen goes on by itself.");
  std::string_view operator()(const flow::Home&) const {
    return sentence("Touch the service you need. If you do not see it, touch Search and type its name.");
  }
  std::string_view operator()(const flow::Searching&) const {
    return sentence("Type a few letters of the service's name. Then touch the service in the list.");
  }
  std::string_view operator()(const flow::Guide&) const {
    return sentence("Read what is needed. When you have everything with you, touch Start.");
  }
  std::string_view operator()(const flow::AwaitingCard&) const {
    return sentence("Do as the picture shows, and leave your card there until the screen changes.");
  }
  std::string_view operator()(const flow::ConfirmingIdentity&) const {
    return sentence("Check that the card is yours. Hold your finger on the eye to see everything.");
  }
  std::string_view operator()(const flow::FillingForm&) const {
    return sentence("Touch a field to fill it in. When all is right, touch Next.");
  }
  std::string_view operator()(const flow::EditingField&) const {
    return sentence("Touch the keys to type. When you have finished, touch Done.");
  }
  std::string_view operator()(const flow::Reviewing&) const {
    return sentence("Check every line. To correct something, touch Change.");
  }
  std::string_view operator()(const flow::Declaring&) const {
    return sentence("Read the declaration. If you agree, touch the box, and then the button at the bottom.");
  }
  std::string_view operator()(const flow::Rating&) const {
    return sentence("Touch the face that says how you found this service, or skip the question.");
  }
  std::string_view operator()(const flow::Sealing&) const { return kWait; }
  std::string_view operator()(const flow::Submitting&) const { return kWait; }
  std::string_view operator()(const flow::Printing&) const { return kWait; }
  std::string_view operator()(const auto&) const {
    return sentence("Follow the words at the top of the screen, and touch the button at the bottom to go on.");
  }
};

Node help(const Frame& frame) {
  const auto& number = frame.terminal.house.help_number;
  const auto whom =
      number.empty() ? frame.say("If you are stuck, please ask the staff of the hall.")
                     : frame.words.format("If you are stuck, please ask the staff of the hall or call {0}.", {number});
  return scene::dialog(scene::icon("help", 128, scene::Ink::Accent), frame.say("How this page works"),
                       frame.say(std::visit(Hints{}, frame.terminal.state)) + "\n" + whom,
                       {main_action(frame, Verb::Stay, frame.say("Continue"))});
}

std::string what_leaving_means(const Frame& frame) {
  const auto* visit = flow::visit_of(frame.terminal.state);
  if (!visit || !visit->submitted || std::holds_alternative<flow::NotSubmitted>(frame.terminal.state)) {
    return frame.say("Nothing has been submitted. What you have entered will be deleted from this terminal.");
  }
  if (visit->submitted->delivery == flow::Delivery::Accepted) {
    return frame.say("What you asked for has been accepted and stays so. Only the receipt may be missing.");
  }
  if (visit->service->offline == service::WhenOffline::Refuse) {
    return frame.say("Your query is given up, and what you have entered is deleted from this terminal.");
  }
  return frame.say("Your application is stored here and will be sent, also when you leave.");
}

Node asking_to_leave(const Frame& frame) {
  return scene::dialog(
      scene::icon("leave", 128, scene::Ink::Accent), frame.say("Do you want to leave?"), what_leaving_means(frame),
      {other_action(Verb::LeaveAnyway, frame.say("Leave")), main_action(frame, Verb::Stay, frame.say("Go on here"))});
}

Node still_there(const Frame& frame, const flow::StillThere& asked) {
  const auto total = static_cast<int>(frame.terminal.house.idle_countdown.count());
  return scene::dialog(scene::countdown(static_cast<int>(asked.left.count()), total), frame.say("Are you still there?"),
                       frame.say("To protect your data, this visit ends by itself when the time is up."),
                       {other_action(Verb::LeaveAnyway, frame.say("End the visit")),
                        main_action(frame, Verb::Stay, frame.say("I'm still here"))});
}

}  // namespace

std::optional<Node> overlay_of(const Frame& frame) {
  struct Over {
    const Frame& frame;
    std::optional<Node> operator()(std::monostate) const { return std::nullopt; }
    std::optional<Node> operator()(const flow::HelpShown&) const { return help(frame); }
    std::optional<Node> operator()(const flow::AskingToLeave&) const { return asking_to_leave(frame); }
    std::optional<Node> operator()(const flow::StillThere& asked) const { return still_there(frame, asked); }
  };
  return std::visit(Over{frame}, frame.terminal.overlay);
}

}  // namespace bianmin::screens
