#include "screens/citizen/screens.h"

namespace bianmin::screens {
namespace {

using namespace scene;
using flow::ReceiptProblem;
using flow::Verb;

std::string_view what_happened(ReceiptProblem problem) {
  switch (problem) {
    case ReceiptProblem::PrinterNotReady:
      return sentence("The printer is not ready");
    case ReceiptProblem::NoPaper:
      return sentence("The printer has run out of paper");
    case ReceiptProblem::CoverOpen:
      return sentence("The printer's cover is open");
    case ReceiptProblem::Jammed:
      return sentence("The paper is stuck in the printer");
    case ReceiptProblem::NotPrinted:
      return sentence("The receipt was not printed completely");
    case ReceiptProblem::Unknown:
      return sentence("The printer gave no confirmation");
  }
  std::unreachable();
}

std::string what_it_means(const Frame& frame, const flow::Visit& visit) {
  if (visit.submitted->delivery == flow::Delivery::Accepted) {
    return visit.service->kind == service::ServiceKind::Query
               ? frame.say("Your query has been answered. Only the printed receipt is missing.")
               : frame.say("Your application has been accepted. Only the printed receipt is missing.");
  }
  return frame.say("Your application is stored here and will be sent. Only the printed receipt is missing.");
}

Scene asking(const Frame& frame, const flow::ReceiptTrouble& state) {
  auto scene = page(frame, frame.say("Did your receipt come out?"), frame.say("Please look into the slot."));
  scene.main = column({.gap = 32, .height = grow(), .justify = Justify::Center},
                      notice(Surface::Care, frame.say(what_happened(state.problem)), what_it_means(frame, state.visit)),
                      illustration("receipt-take"));
  scene.actions = actions_bar(other_action(Verb::MissingReceipt, frame.say("No, it did not")),
                              main_action(frame, Verb::HaveReceipt, frame.say("Yes, I have it")));
  return scene;
}

}  // namespace

Scene show(const Frame& frame, const flow::ReceiptTrouble& state) {
  if (state.problem == ReceiptProblem::Unknown) return asking(frame, state);
  auto scene = page(frame, frame.say("Keep your receipt another way"),
                    frame.say("You can take it as a code on the screen, or try to print again."));
  scene.main = column(
      {.gap = 32, .height = grow(), .justify = Justify::Center},
      statement(Surface::Care, "printer", frame.say(what_happened(state.problem)), what_it_means(frame, state.visit)),
      text(help_line(frame), {.ink = Ink::Soft, .align = TextAlign::Center}));
  scene.actions = actions_bar(other_action(Verb::PrintAgain, frame.say("Print again")),
                              main_action(frame, Verb::ShowCode, frame.say("Show the code")));
  return scene;
}

}  // namespace bianmin::screens
