// Review, declaration, sealing, submission, and what comes of it.
#include "kiosk/flow/reactions.h"

namespace bianmin::flow {
namespace {

constexpr std::chrono::seconds kDiskPatience{10};

void send(Turn& turn, Visit visit) {
  const Ticket ticket = turn.ticket();
  const auto key = visit.submitted->key;
  const bool may_wait = visit.service->offline == service::WhenOffline::Store;
  turn.go(Submitting{std::move(visit), ticket});
  turn.order(SendApplication{ticket, key, may_wait});
  turn.wait_at_most(turn.terminal.house.platform_patience);
}

void seal(Turn& turn, const Visit& visit) {
  const Ticket ticket = turn.ticket();
  turn.order(SealApplication{ticket, visit.service, *visit.holder, visit.answers, visit.preferences.language});
  turn.go(Sealing{visit, ticket});
  turn.wait_at_most(kDiskPatience);
}

// The platform has not answered. What can wait is stored already; what cannot is given up, and says so.
void give_up_waiting(Turn& turn, Visit visit) {
  if (visit.service->offline == service::WhenOffline::Store) {
    visit.submitted->delivery = Delivery::StoredHere;
    send_later(turn);
    return print_receipt(turn, std::move(visit), false);
  }
  turn.play(Sound::Attention);
  turn.go(NotSubmitted{std::move(visit), NotSubmittedWhy::Unreachable, {}});
}

void forget_submission(Turn& turn, Visit& visit) {
  if (visit.submitted) turn.order(WithdrawApplication{visit.submitted->key});
  visit.submitted.reset();
}

}  // namespace

void on(Turn& turn, const Reviewing& state, const Choice& pressed) {
  Reviewing next = state;
  switch (pressed.verb) {
    case Verb::Back:
    case Verb::ChangeAnswers: {
      if (service::visible_pages(state.visit.service->form, state.visit.answers).empty()) {
        return turn.go(ConfirmingIdentity{state.visit, false});
      }
      const auto pages = service::visible_pages(state.visit.service->form, state.visit.answers);
      const auto page = pressed.verb == Verb::Back ? pages.size() - 1 : page_number(pressed.argument);
      return turn.go(
          FillingForm{state.visit, std::min(page, pages.size() - 1), {}, pressed.verb == Verb::ChangeAnswers});
    }
    case Verb::Next: {
      auto problems = service::check_form(state.visit.service->form, state.visit.answers);
      if (!problems.empty()) return mend_form(turn, state.visit, std::move(problems));
      return turn.go(Declaring{state.visit, false, 0});
    }
    case Verb::Reveal:
      next.revealed = true;
      break;
    case Verb::Conceal:
      next.revealed = false;
      break;
    case Verb::Page:
      next.page = page_number(pressed.argument);
      break;
    default:
      return;
  }
  turn.go(std::move(next));
}

void on(Turn& turn, const Declaring& state, const Choice& pressed) {
  Declaring next = state;
  switch (pressed.verb) {
    case Verb::Back:
      return turn.go(Reviewing{state.visit, 0, false});
    case Verb::Agree:
      next.agreed = !state.agreed;
      break;
    case Verb::Page:
      next.page = page_number(pressed.argument);
      break;
    case Verb::Submit:
      if (state.agreed) seal(turn, state.visit);
      return;
    default:
      return;
  }
  turn.go(std::move(next));
}

void on(Turn& turn, const Sealing& state, const ApplicationSealed& sealed) {
  if (sealed.ticket != state.ticket) return;
  Visit visit = state.visit;
  visit.submitted = Submitted{sealed.key, sealed.local_number, sealed.time, {}, {}};
  turn.note("application.sealed " + sealed.local_number);
  send(turn, std::move(visit));
}

void on(Turn& turn, const Sealing& state, const SealFailed& failed) {
  if (failed.ticket != state.ticket) return;
  turn.play(Sound::Attention);
  turn.go(NotSubmitted{state.visit, NotSubmittedWhy::NotSealed, {}});
}

// Should the disk answer after all, what it sealed is undone: nobody was told that it exists.
void on(Turn& turn, const Sealing& state, const TimerFired& /*fired*/) {
  turn.order(AbandonSeal{state.ticket});
  turn.play(Sound::Attention);
  turn.go(NotSubmitted{state.visit, NotSubmittedWhy::NotSealed, {}});
}

void on(Turn& turn, const Submitting& state, const PlatformAccepted& accepted) {
  if (accepted.ticket == state.ticket) go_on_accepted(turn, state.visit, accepted.receipt);
}

// The answer came after the screen had given up: it counts, and the citizen who still stands here learns it.
void on(Turn& turn, const NotSubmitted& state, const PlatformAccepted& accepted) {
  const bool ours = state.visit.submitted && state.visit.submitted->key == accepted.key;
  if (ours && state.why == NotSubmittedWhy::Unreachable) go_on_accepted(turn, state.visit, accepted.receipt);
}

void go_on_accepted(Turn& turn, Visit visit, const service::PlatformReceipt& receipt) {
  visit.submitted->delivery = Delivery::Accepted;
  visit.submitted->answer = receipt;
  turn.note("application.accepted " + visit.submitted->local_number);
  turn.play(Sound::Done);
  if (visit.service->kind == service::ServiceKind::Query && receipt.result) {
    return turn.go(ShowingResult{std::move(visit), 0});
  }
  print_receipt(turn, std::move(visit), false);
}

void on(Turn& turn, const Submitting& state, const PlatformRefused& refused) {
  if (refused.ticket != state.ticket) return;
  turn.note("application.refused " + state.visit.submitted->local_number);
  turn.play(Sound::Attention);
  turn.go(NotSubmitted{state.visit, NotSubmittedWhy::Refused, refused.reason});
}

void on(Turn& turn, const Submitting& state, const PlatformSilent& silent) {
  if (silent.ticket == state.ticket) give_up_waiting(turn, state.visit);
}

void on(Turn& turn, const Submitting& state, const TimerFired& /*fired*/) { give_up_waiting(turn, state.visit); }

void on(Turn& turn, const NotSubmitted& state, const Choice& pressed) {
  switch (pressed.verb) {
    case Verb::TryAgain:
      // The same key again: whatever arrived of the first try counts once.
      if (state.why == NotSubmittedWhy::Unreachable) return send(turn, state.visit);
      if (state.why == NotSubmittedWhy::NotSealed) return seal(turn, state.visit);
      return;
    case Verb::Back: {
      Visit visit = state.visit;
      forget_submission(turn, visit);
      if (service::visible_pages(visit.service->form, visit.answers).empty()) {
        return turn.go(ConfirmingIdentity{std::move(visit), false});
      }
      return turn.go(FillingForm{std::move(visit), 0, {}, false});
    }
    case Verb::Finish:
      return end_visit(turn);
    default:
      return;
  }
}

void on(Turn& turn, const ShowingResult& state, const Choice& pressed) {
  if (pressed.verb == Verb::Next) return print_receipt(turn, state.visit, false);
  if (pressed.verb != Verb::Page) return;
  ShowingResult next = state;
  next.page = page_number(pressed.argument);
  turn.go(std::move(next));
}

}  // namespace bianmin::flow
