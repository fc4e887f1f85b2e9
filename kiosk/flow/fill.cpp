// The form: its pages, its choices, and typing into one field.
#include <algorithm>

#include "kiosk/flow/keyboard.h"
#include "kiosk/flow/reactions.h"

namespace bianmin::flow {
namespace {

const service::Form& form_of(const FillingForm& filling) { return filling.visit.service->form; }

const service::Field* field_of(const FillingForm& filling, const std::string& name) {
  const auto* field = service::find_field(form_of(filling), name);
  return field != nullptr && service::visible(*field, filling.visit.answers) ? field : nullptr;
}

std::vector<std::size_t> pages_of(const FillingForm& filling) {
  return service::visible_pages(form_of(filling), filling.visit.answers);
}

// Answers may hide the page one stands on.
std::size_t kept_in(const std::vector<std::size_t>& pages, std::size_t page) {
  return pages.empty() ? 0 : std::min(page, pages.size() - 1);
}

void answer(FillingForm& filling, const std::string& name, std::string value) {
  filling.visit.answers = service::with_answer(form_of(filling), *filling.visit.holder,
                                               std::move(filling.visit.answers), name, std::move(value));
  std::erase_if(filling.problems, [&](const auto& problem) { return problem.field == name; });
  filling.page = kept_in(pages_of(filling), filling.page);
}

std::string answer_of(const FillingForm& filling, const std::string& name) {
  const auto found = filling.visit.answers.find(name);
  return found == filling.visit.answers.end() ? std::string{} : found->second;
}

void edit(Turn& turn, const FillingForm& filling, const std::string& name) {
  const auto* field = field_of(filling, name);
  if (field == nullptr || field->input == service::InputKind::Shown) return;
  if (field->input == service::InputKind::Choice) return turn.go(ChoosingOption{filling, name, 0});
  EditingField editing{filling, name, {}, {}, {}};
  editing.keyboard.layout = first_layout(field->input, filling.visit.preferences.language);
  editing.keyboard.text = answer_of(filling, name);
  if (field->input == service::InputKind::Code && turn.terminal.health.scanner.state == DeviceState::Ready) {
    editing.scan = turn.ticket();
    turn.order(StartScanning{editing.scan});
  }
  turn.go(std::move(editing));
}

void next_page(Turn& turn, const FillingForm& state) {
  const auto pages = pages_of(state);
  if (pages.empty()) return turn.go(Reviewing{state.visit, 0, false});
  auto problems = service::check_page(form_of(state), pages[kept_in(pages, state.page)], state.visit.answers);
  FillingForm next = state;
  if (!problems.empty()) {
    next.problems = std::move(problems);
    turn.play(Sound::Attention);
    return turn.go(std::move(next));
  }
  next.problems.clear();
  const bool last = state.page + 1 >= pages.size();
  if (state.reviewing) {
    auto rest_of_it = service::check_form(form_of(state), state.visit.answers);
    if (rest_of_it.empty()) return turn.go(Reviewing{state.visit, 0, false});
    return mend_form(turn, state.visit, std::move(rest_of_it));
  }
  if (last) return turn.go(Reviewing{state.visit, 0, false});
  ++next.page;
  turn.go(std::move(next));
}

void finish_typing(Turn& turn, const EditingField& state, const service::Field& field) {
  EditingField next = state;
  FillingForm filling = state.form;
  answer(filling, state.field, next.keyboard.text);
  const auto pages = pages_of(filling);
  if (!pages.empty() && !(next.keyboard.text.empty() && !field.required)) {
    const auto problems = service::check_page(form_of(filling), pages[filling.page], filling.visit.answers);
    const auto wrong = std::ranges::find(problems, state.field, &service::FieldProblem::field);
    if (wrong != problems.end()) {
      next.problem = wrong->message;
      turn.play(Sound::Attention);
      return turn.go(std::move(next));
    }
  }
  turn.go(std::move(filling));
}

void ask_for_candidates(Turn& turn, Keyboard& keyboard) {
  if (keyboard.composing.empty() || !keyboard.candidates.empty() || keyboard.asked.value != 0) return;
  keyboard.asked = turn.ticket();
  turn.order(FindCandidates{keyboard.asked, keyboard.composing});
}

}  // namespace

void fill_form(Turn& turn, Visit visit) {
  visit.answers = service::prefill(visit.service->form, *visit.holder);
  if (service::visible_pages(visit.service->form, visit.answers).empty()) {
    return turn.go(Reviewing{std::move(visit), 0, false});
  }
  turn.go(FillingForm{std::move(visit), 0, {}, false});
}

// Back to the first page on which something is wrong.
void mend_form(Turn& turn, Visit visit, std::vector<service::FieldProblem> problems) {
  FillingForm filling{std::move(visit), 0, std::move(problems), true};
  const auto pages = pages_of(filling);
  for (std::size_t page = 0; page < pages.size(); ++page) {
    const auto fields = service::visible_fields(form_of(filling).pages[pages[page]], filling.visit.answers);
    const bool here = std::ranges::any_of(fields, [&](const auto* field) {
      return std::ranges::find(filling.problems, field->name, &service::FieldProblem::field) != filling.problems.end();
    });
    if (!here) continue;
    filling.page = page;
    break;
  }
  turn.play(Sound::Attention);
  turn.go(std::move(filling));
}

void on(Turn& turn, const FillingForm& state, const Choice& pressed) {
  switch (pressed.verb) {
    case Verb::EditField:
      return edit(turn, state, pressed.argument);
    case Verb::Next:
      return next_page(turn, state);
    case Verb::Back: {
      if (state.reviewing) return turn.go(Reviewing{state.visit, 0, false});
      if (state.page == 0) return turn.go(ConfirmingIdentity{state.visit, false});
      FillingForm next = state;
      next.problems.clear();
      --next.page;
      return turn.go(std::move(next));
    }
    default:
      return;
  }
}

void on(Turn& turn, const ChoosingOption& state, const Choice& pressed) {
  switch (pressed.verb) {
    case Verb::Back:
      return turn.go(state.form);
    case Verb::Page: {
      ChoosingOption next = state;
      next.page = page_number(pressed.argument);
      return turn.go(std::move(next));
    }
    case Verb::PickOption: {
      const auto* field = field_of(state.form, state.field);
      if (field == nullptr) return turn.go(state.form);
      const auto options = service::visible_options(*field, state.form.visit.answers);
      if (std::ranges::find(options, pressed.argument, &service::Option::value) == options.end()) return;
      FillingForm filling = state.form;
      answer(filling, state.field, pressed.argument);
      return turn.go(std::move(filling));
    }
    default:
      return;
  }
}

void on(Turn& turn, const EditingField& state, const Choice& pressed) {
  const auto* field = field_of(state.form, state.field);
  if (field == nullptr || pressed.verb == Verb::Back) return turn.go(state.form);
  const Typing typing{field->input, field->longest};
  EditingField next = state;
  switch (pressed.verb) {
    case Verb::Key:
      type_key(next.keyboard, typing, pressed.argument);
      break;
    case Verb::Candidate:
      take_candidate(next.keyboard, typing, page_number(pressed.argument));
      break;
    case Verb::KeyboardDone:
      // Letters still being composed become their best characters first: nothing typed is dropped unseen.
      if (state.keyboard.composing.empty()) return finish_typing(turn, state, *field);
      take_candidate(next.keyboard, typing, 0);
      break;
    default:
      return;
  }
  next.problem.reset();
  ask_for_candidates(turn, next.keyboard);
  turn.go(std::move(next));
}

void on(Turn& turn, const EditingField& state, const CandidatesFound& found) {
  if (found.ticket != state.keyboard.asked || found.ticket.value == 0) return;
  EditingField next = state;
  next.keyboard.candidates = found.candidates;
  next.keyboard.consumed = found.consumed;
  next.keyboard.candidate_page = 0;
  turn.go(std::move(next));
}

namespace {

// A scanner stops after each code; who is still asked for one must be able to show another.
void scan_again(Turn& turn) {
  auto* editing = std::get_if<EditingField>(&turn.terminal.state);
  if (editing == nullptr) return;
  editing->scan = turn.ticket();
  turn.order(StartScanning{editing->scan});
}

}  // namespace

void on(Turn& turn, const EditingField& state, const CodeScanned& scanned) {
  if (state.scan.value == 0 || scanned.ticket != state.scan) return;
  const auto* field = field_of(state.form, state.field);
  if (field == nullptr) return;
  EditingField next = state;
  next.keyboard.text = scanned.text;
  if (length_of(scanned.text) > field->longest) {
    next.keyboard.text.clear();
    next.problem = field->error;
    turn.play(Sound::Attention);
    turn.go(std::move(next));
    return scan_again(turn);
  }
  turn.play(Sound::Done);
  finish_typing(turn, next, *field);
  scan_again(turn);
}

// The scanner came back, or came at last: what was asked of the one before is void.
void on(Turn& turn, const EditingField& state, const DeviceReady& ready) {
  if (ready.device != Device::CodeScanner) return;
  const auto* field = field_of(state.form, state.field);
  if (field == nullptr || field->input != service::InputKind::Code) return;
  turn.go(state);
  scan_again(turn);
}

}  // namespace bianmin::flow
