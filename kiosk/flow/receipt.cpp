// The receipt, the rating and the goodbye.
#include "kiosk/flow/offers.h"
#include "kiosk/flow/reactions.h"

namespace bianmin::flow {
namespace {

ReceiptProblem why_not_ready(const Health& health) {
  if (health.printer.state != DeviceState::Ready) return ReceiptProblem::PrinterNotReady;
  if (health.supplies.paper == Paper::Out) return ReceiptProblem::NoPaper;
  if (health.supplies.cover_open) return ReceiptProblem::CoverOpen;
  if (health.supplies.cutter_fault) return ReceiptProblem::Jammed;
  return ReceiptProblem::PrinterNotReady;
}

void trouble(Turn& turn, Visit visit, ReceiptProblem problem) {
  turn.play(Sound::Attention);
  turn.note("receipt.trouble " + std::to_string(static_cast<int>(problem)));
  turn.go(ReceiptTrouble{std::move(visit), problem});
}

void finish(Turn& turn, Visit visit, bool receipt_in_slot) {
  visit.belongings.receipt_in_slot = receipt_in_slot;
  turn.play(Sound::Done);
  turn.go(Finished{std::move(visit)});
}

// What still lies there is the next citizen's business and the staff's: it is said until it is taken.
void leave_goodbye(Turn& turn, const Goodbye& state) {
  auto& health = turn.terminal.health;
  if (state.belongings.card_on_reader && state.belongings.card_watched) health.card_left_on_reader = true;
  if (state.belongings.card_in_slot) health.card_left_in_slot = true;
  if (health.card_left_on_reader || health.card_left_in_slot) turn.note("card.left-behind");
  rest(turn);
}

}  // namespace

void print_receipt(Turn& turn, Visit visit, bool copy) {
  if (!turn.terminal.health.can_print()) {
    return trouble(turn, std::move(visit), why_not_ready(turn.terminal.health));
  }
  const Ticket ticket = turn.ticket();
  turn.order(PrintReceipt{ticket, visit.submitted->key, receipt_of(turn.terminal.house, visit, copy),
                          visit.preferences.large_text});
  turn.go(Printing{std::move(visit), ticket});
  turn.wait_at_most(turn.terminal.house.print_patience);
}

void on(Turn& turn, const Printing& state, const PrintFinished& finished) {
  if (finished.ticket != state.ticket) return;
  switch (finished.outcome) {
    case PrintOutcome::Confirmed:
      turn.note("receipt.confirmed");
      return finish(turn, state.visit, true);
    case PrintOutcome::Failed:
      return trouble(turn, state.visit, finished.problem);
    case PrintOutcome::Unknown:
      return trouble(turn, state.visit, ReceiptProblem::Unknown);
  }
}

// The printer's process died with the job in its hands: nobody can say what came out.
void on(Turn& turn, const Printing& state, const DeviceTroubled& troubled) {
  if (troubled.device == Device::ReceiptPrinter && troubled.trouble == DeviceTrouble::ProcessDied) {
    turn.order(CancelPrint{});
    trouble(turn, state.visit, ReceiptProblem::Unknown);
  }
}

void on(Turn& turn, const Printing& state, const TimerFired& /*fired*/) {
  turn.order(CancelPrint{});
  trouble(turn, state.visit, ReceiptProblem::Unknown);
}

void on(Turn& turn, const ReceiptTrouble& state, const Choice& pressed) {
  const bool doubtful = state.problem == ReceiptProblem::Unknown;
  switch (pressed.verb) {
    case Verb::PrintAgain:
      // Surely not printed: the next one is the first, not a copy.
      if (!doubtful) print_receipt(turn, state.visit, state.visit.copies > 0);
      return;
    case Verb::ShowCode:
      return turn.go(ReceiptOnScreen{state.visit});
    case Verb::HaveReceipt:
      if (doubtful) finish(turn, state.visit, true);
      return;
    case Verb::MissingReceipt: {
      if (!doubtful) return;
      Visit visit = state.visit;
      if (visit.copies > 0) return turn.go(ReceiptOnScreen{std::move(visit)});
      ++visit.copies;
      return print_receipt(turn, std::move(visit), true);
    }
    default:
      return;
  }
}

void on(Turn& turn, const ReceiptOnScreen& state, const Choice& pressed) {
  if (pressed.verb == Verb::Next) turn.go(Finished{state.visit});
}

void on(Turn& turn, const Finished& state, const Choice& pressed) {
  if (pressed.verb != Verb::Next) return;
  // The platform can only be told of a handling that it has.
  const auto& submitted = state.visit.submitted;
  const bool arrived = submitted && submitted->delivery == Delivery::Accepted;
  arrived ? turn.go(Rating{state.visit}) : say_goodbye(turn, state.visit, false);
}

void on(Turn& turn, const Rating& state, const Choice& pressed) {
  if (pressed.verb == Verb::Skip) return say_goodbye(turn, state.visit, false);
  if (pressed.verb != Verb::Rate) return;
  const auto grade = page_number(pressed.argument);
  if (grade < 1 || grade > 5) return;
  turn.order(SendRating{state.visit.submitted->key, static_cast<int>(grade)});
  say_goodbye(turn, state.visit, true);
}

void on(Turn& turn, const Goodbye& state, const Choice& pressed) {
  if (pressed.verb == Verb::Finish) leave_goodbye(turn, state);
}

// A card that is known to lie there is called again, a few times. One that nobody can see being taken is called once.
void on(Turn& turn, const Goodbye& state, const TimerFired& /*fired*/) {
  constexpr int kMostReminders = 5;
  if (!state.belongings.awaited_card() || state.reminders >= kMostReminders) return leave_goodbye(turn, state);
  Goodbye next = state;
  ++next.reminders;
  turn.play(Sound::Attention);
  turn.go(std::move(next));
  turn.wait_at_most(turn.terminal.house.goodbye);
}

}  // namespace bianmin::flow
