#include "tests/screens/samples.h"

#include <utility>

#include "kiosk/service/form.h"
#include "tests/screens/sample_world.h"

namespace bianmin::screens::samples {
namespace {

using namespace flow;

class Collector {
 public:
  Terminal& add(std::string name, State state) {
    all_.push_back({std::move(name), terminal()});
    all_.back().terminal.state = std::move(state);
    return all_.back().terminal;
  }
  std::vector<Sample> take() { return std::move(all_); }

 private:
  std::vector<Sample> all_;
};

void reader_dies(Terminal& terminal) {
  terminal.health.reader = {DeviceState::Troubled, DeviceTrouble::ProcessDied, "SAM_V 2.0", "exited with signal 9"};
}

void devices_die(Terminal& terminal) {
  reader_dies(terminal);
  terminal.health.scanner = {DeviceState::Troubled, DeviceTrouble::Unplugged, "EM20 1.4", {}};
}

Goodbye farewell(bool card, bool receipt, bool rated, bool stored) {
  Goodbye goodbye;
  goodbye.belongings.card_on_reader = card;
  goodbye.belongings.receipt_in_slot = receipt;
  goodbye.thanked_for_rating = rated;
  goodbye.stored = stored;
  return goodbye;
}

// ---- entrance ----

void entrance(Collector& into) {
  auto& closed = into.add("out-of-service", OutOfService{});
  closed.catalogue = nullptr;
  closed.health.link = Link::Down;
  auto& starting = into.add("starting", OutOfService{});
  starting.catalogue = nullptr;
  starting.health.link = Link::Unknown;
  into.add("idle", Idle{});
  devices_die(into.add("idle-nothing-available", Idle{}));
  into.add("idle-card-left", Idle{}).health.card_left_on_reader = true;
  into.add("idle-some-missing", Idle{}).health.link = Link::Down;
  into.add("interrupted-nothing", Interrupted{});
  into.add("interrupted-stored", Interrupted{{}, stored(answered_address_change()).submitted, false});
  into.add("interrupted-refused", Interrupted{{}, stored(answered_address_change()).submitted, true});
  into.add("interrupted-accepted", Interrupted{{}, accepted(answered_address_change()).submitted, false});
  into.add("choosing-language", ChoosingLanguage{});
  into.add("home", Home{});
  into.add("home-second-page", Home{{}, {}, 1});
  into.add("home-category", Home{{}, "residence", 0});
  into.add("home-offline", Home{}).health.link = Link::Down;
  into.add("home-no-printer", Home{}).health.supplies.paper = Paper::Out;
  into.add("searching", Searching{});
  into.add("searching-found", Searching{{}, "jzz", 0});
  into.add("searching-nothing", Searching{{}, "xyzzy", 0});
  into.add("guide-application", Guide{opened(address_change()), 0});
  into.add("guide-query", Guide{opened(insurance_record()), 0});
}

// ---- identity ----

// Nobody's face: a head and shoulders before a light wall.
service::Photo portrait() {
  constexpr int kColumns = 102;
  constexpr int kRows = 126;
  service::Photo made{kColumns, kRows, {}};
  for (int row = 0; row < kRows; ++row) {
    for (int column = 0; column < kColumns; ++column) {
      const int across = column - kColumns / 2;
      const bool head = across * across * 16 + (row - 50) * (row - 50) * 9 < 24 * 24 * 16;
      const bool shoulders = row > 80 && across * across < (row - 70) * 50;
      const Bytes colour = head        ? Bytes{0xE0, 0xB8, 0x98}
                           : shoulders ? Bytes{0x33, 0x44, 0x66}
                                       : Bytes{0xE8, 0xEC, 0xF2};
      made.rgb.insert(made.rgb.end(), colour.begin(), colour.end());
    }
  }
  return made;
}

void identity(Collector& into) {
  const auto visit = opened(address_change());
  const auto any_way = opened(insurance_record());
  into.add("awaiting-card", AwaitingCard{visit, {7}});
  into.add("awaiting-card-reading", AwaitingCard{visit, {7}, Device::IdCardReader});
  into.add("awaiting-card-removed", AwaitingCard{visit, {7}, {}, IdentityProblem::Removed});
  into.add("awaiting-card-damaged", AwaitingCard{visit, {7}, {}, IdentityProblem::Damaged});
  into.add("awaiting-card-unreadable", AwaitingCard{any_way, {7}, {}, IdentityProblem::Unreadable});
  into.add("awaiting-card-left", AwaitingCard{visit, {7}}).health.card_left_on_reader = true;
  into.add("awaiting-card-left-any-way", AwaitingCard{any_way, {7}}).health.card_left_on_reader = true;
  auto& left_in_slot = into.add("awaiting-card-left-in-slot", AwaitingCard{any_way, {7}});
  reader_dies(left_in_slot);
  left_in_slot.health.card_left_in_slot = true;
  into.add("awaiting-card-fingerprints", AwaitingCard{with_fingerprints(visit, 0), {7}});
  reader_dies(into.add("awaiting-card-reader-restarts", AwaitingCard{visit, {7}}));
  into.add("awaiting-card-any-way", AwaitingCard{any_way, {7}});
  reader_dies(into.add("awaiting-card-other-ways", AwaitingCard{any_way, {7}}));
  auto& code_only = into.add("awaiting-card-code-only", AwaitingCard{any_way, {7}});
  reader_dies(code_only);
  code_only.health.social_security_reader = {};
  into.add("awaiting-card-code-refused", AwaitingCard{any_way, {7}, {}, IdentityProblem::CodeRefused});
  into.add("awaiting-card-code-unchecked", AwaitingCard{any_way, {7}, {}, IdentityProblem::CodeUnchecked}).health.link =
      Link::Down;
  into.add("checking-code", CheckingCode{any_way, {7}});
  const auto citizen = service::DocumentKind::Citizen;
  into.add("card-refused-expired", CardRefused{any_way, CardRefusal::Expired, citizen, "2026-03-11"});
  into.add("card-refused-not-yet", CardRefused{any_way, CardRefusal::NotYetValid, citizen, {}});
  into.add("card-refused-document",
           CardRefused{
               opened(address_change()), CardRefusal::WrongDocument, service::DocumentKind::ForeignPermanent2023, {}});
  into.add("card-refused-number", CardRefused{any_way, CardRefusal::BadNumber, citizen, {}});
  into.add("confirming-identity", ConfirmingIdentity{identified(insurance_record())});
  into.add("confirming-identity-revealed", ConfirmingIdentity{identified(insurance_record()), true});
  auto seen = identified(insurance_record());
  seen.holder->photo = portrait();
  into.add("confirming-identity-photo", ConfirmingIdentity{seen});
  auto electronic = identified(insurance_record());
  electronic.belongings.card_on_reader = false;
  electronic.holder->document = service::DocumentKind::ElectronicId;
  into.add("confirming-identity-electronic", ConfirmingIdentity{electronic});
  auto foreign = identified(insurance_record());
  foreign.holder = smith();
  into.add("confirming-identity-foreign", ConfirmingIdentity{foreign, true});
}

// ---- form ----

EditingField editing(const std::string& field, std::size_t page, Keyboard keyboard) {
  return {FillingForm{answered_address_change(), page, {}, false}, field, std::move(keyboard), {}, {}};
}

Keyboard typed(KeyLayout layout, std::string text) {
  Keyboard keyboard;
  keyboard.layout = layout;
  keyboard.text = std::move(text);
  return keyboard;
}

void form(Collector& into) {
  into.add("filling-form-empty", FillingForm{identified(address_change()), 0, {}, false});
  into.add("filling-form-filled", FillingForm{answered_address_change(), 0, {}, false});
  into.add("filling-form-second-page", FillingForm{answered_address_change(), 1, {}, false});
  into.add("filling-form-last-page", FillingForm{answered_address_change(), 2, {}, true});
  auto wrong = identified(address_change());
  wrong.answers = service::with_answer(wrong.service->form, *wrong.holder, wrong.answers, "phone", "1380013");
  const auto problems = service::check_page(wrong.service->form, 0, wrong.answers);
  into.add("filling-form-problems", FillingForm{wrong, 0, problems, false});
  into.add("filling-form-query", FillingForm{identified(insurance_record()), 0, {}, false});
  into.add("choosing-option", ChoosingOption{FillingForm{answered_insurance_record(), 0, {}, false}, "period", 0});
  into.add("choosing-option-long", ChoosingOption{FillingForm{answered_address_change(), 2, {}, false}, "dwelling", 0});
}

void keyboards(Collector& into) {
  into.add("editing-field-digits", editing("phone", 0, typed(KeyLayout::Digits, "138001")));
  auto bad = editing("phone", 0, typed(KeyLayout::Digits, "138001"));
  bad.problem = service::find_field(bad.form.visit.service->form, "phone")->error;
  into.add("editing-field-problem", bad);
  into.add("editing-field-date", editing("movedIn", 2, typed(KeyLayout::Digits, "2026-02")));
  into.add("editing-field-pinyin-empty", editing("detail", 1, typed(KeyLayout::Pinyin, "")));
  auto pinyin = typed(KeyLayout::Pinyin, "青石路18号翠湖花园");
  pinyin.composing = "sandong";
  pinyin.candidates = {"三栋", "三东", "散动", "三", "散", "伞", "叁", "山洞", "闪动"};
  pinyin.consumed = {7, 7, 7, 3, 3, 3, 3, 7, 7};
  into.add("editing-field-pinyin", editing("detail", 1, pinyin));
  pinyin.text = "清溪区桂花路与荷塘路交叉口东北角松涛湖畔新村二期";
  pinyin.composing = "wuyeguanlichu";
  pinyin.candidates = {"物业管理处", "物业管理", "无业管理处", "物业", "五业", "屋业", "雾", "五", "物"};
  pinyin.candidate_page = 0;
  into.add("editing-field-pinyin-long", editing("detail", 1, pinyin));
  into.add("editing-field-letters", editing("detail", 1, typed(KeyLayout::Letters, "Block B, ")));
  into.add("editing-field-symbols", editing("detail", 1, typed(KeyLayout::Symbols, "青石路18号")));
  auto code = editing("leaseNumber", 2, typed(KeyLayout::Letters, "ZL2026"));
  code.keyboard.shift = true;
  code.scan = {9};
  into.add("editing-field-code", code);
}

// ---- application ----

void application(Collector& into) {
  into.add("reviewing", Reviewing{answered_address_change(), 0, false});
  into.add("reviewing-revealed", Reviewing{answered_address_change(), 0, true});
  into.add("reviewing-second-page", Reviewing{answered_address_change(), 1, false});
  into.add("reviewing-fingerprints", Reviewing{with_fingerprints(answered_address_change(), 2), 9, false});
  into.add("reviewing-no-fingerprints", Reviewing{with_fingerprints(answered_address_change(), 0), 9, false});
  into.add("reviewing-query", Reviewing{answered_insurance_record(), 0, false});
  into.add("declaring", Declaring{answered_address_change(), false, 0});
  into.add("declaring-agreed", Declaring{answered_insurance_record(), true, 0});
  into.add("sealing", Sealing{answered_address_change(), {11}});
  into.add("submitting", Submitting{sealed(answered_address_change()), {12}});
  into.add("submitting-query", Submitting{sealed(answered_insurance_record()), {12}});
  into.add("not-submitted-disk", NotSubmitted{answered_address_change(), NotSubmittedWhy::NotSealed, {}});
  into.add(
      "not-submitted-refused",
      NotSubmitted{sealed(answered_address_change()), NotSubmittedWhy::Refused,
                   LocalText{"这个地址已有一份正在办理的变更申请，办结之前不能再次申请。",
                             "An application for this address is being handled already. Please wait for its end."}});
  into.add("not-submitted-unreachable",
           NotSubmitted{sealed(answered_insurance_record()), NotSubmittedWhy::Unreachable, {}})
      .health.link = Link::Down;
  into.add("showing-result", ShowingResult{with_result(accepted(answered_insurance_record()), 12), 0});
  into.add("showing-result-second-page", ShowingResult{with_result(accepted(answered_insurance_record()), 12), 1});
  into.add("showing-result-none", ShowingResult{with_result(accepted(answered_insurance_record()), 0), 0});
}

// ---- receipt and end ----

void receipt(Collector& into) {
  const auto done = accepted(answered_address_change());
  const auto waiting = stored(answered_address_change());
  into.add("printing", Printing{done, {13}});
  into.add("printing-stored", Printing{waiting, {13}});
  into.add("receipt-trouble-unknown", ReceiptTrouble{done, ReceiptProblem::Unknown});
  into.add("receipt-trouble-no-paper", ReceiptTrouble{waiting, ReceiptProblem::NoPaper});
  into.add("receipt-trouble-not-ready", ReceiptTrouble{done, ReceiptProblem::PrinterNotReady});
  into.add("receipt-trouble-cover", ReceiptTrouble{done, ReceiptProblem::CoverOpen});
  into.add("receipt-trouble-jam", ReceiptTrouble{done, ReceiptProblem::Jammed});
  into.add("receipt-trouble-not-whole",
           ReceiptTrouble{with_result(accepted(answered_insurance_record()), 12), ReceiptProblem::NotPrinted});
  into.add("receipt-on-screen", ReceiptOnScreen{done});
  into.add("receipt-on-screen-stored", ReceiptOnScreen{waiting});
  auto printed = done;
  printed.belongings.receipt_in_slot = true;
  auto printed_stored = waiting;
  printed_stored.belongings.receipt_in_slot = true;
  into.add("finished-accepted", Finished{printed});
  auto unanswered = printed;
  unanswered.submitted->answer.reset();
  into.add("finished-accepted-unanswered", Finished{unanswered});
  into.add("finished-stored", Finished{printed_stored});
  auto query = with_result(accepted(answered_insurance_record()), 12);
  query.belongings.card_on_reader = false;
  into.add("finished-query", Finished{query});
  into.add("rating", Rating{done});
  into.add("goodbye-card-and-receipt", farewell(true, true, true, false));
  into.add("goodbye-card", farewell(true, false, false, false));
  auto in_slot = farewell(false, false, true, false);
  in_slot.belongings.card_in_slot = true;
  into.add("goodbye-card-in-slot", in_slot);
  into.add("goodbye-receipt", farewell(false, true, true, false));
  into.add("goodbye", farewell(false, false, true, false));
  into.add("goodbye-stored", farewell(true, true, false, true));
}

void overlays(Collector& into) {
  into.add("overlay-help", AwaitingCard{opened(insurance_record()), {7}}).overlay = HelpShown{};
  into.add("overlay-leave", FillingForm{answered_address_change(), 1, {}, false}).overlay = AskingToLeave{};
  into.add("overlay-leave-stored", Finished{stored(answered_address_change())}).overlay = AskingToLeave{};
  into.add("overlay-leave-refused", NotSubmitted{stored(answered_address_change()), NotSubmittedWhy::Refused, {}})
      .overlay = AskingToLeave{};
  into.add("overlay-still-there", Reviewing{answered_address_change(), 0, false}).overlay =
      StillThere{std::chrono::seconds{23}};
}

void technician(Collector& into) {
  into.add("entering-pin", EnteringPin{"4711", 0, {}});
  into.add("entering-pin-wrong", EnteringPin{{}, 1, {}});
  into.add("entering-pin-checking", EnteringPin{{}, 0, {15}});
  into.add("technician-status", TechnicianStatus{});
  auto& troubled = into.add("technician-status-troubled", TechnicianStatus{});
  troubled.health.reader = {DeviceState::Troubled, DeviceTrouble::Unplugged, "SAM_V 2.0", "/dev/ttyUSB0 is gone"};
  troubled.health.scanner = {DeviceState::Starting, DeviceTrouble::None, {}, {}};
  troubled.health.supplies.paper = Paper::Out;
  troubled.health.link = Link::Forbidden;
  troubled.health.backlog = 3;
  troubled.health.notices = {"The journal was salvaged at start: 1 row could not be read."};
  auto partly = *catalogue();
  partly.refused.push_back({"b7c1d0de-55a1-4b0e-8a06-4c2b6f9b7a10",
                            "definition /definition/fee: expected text in zh-CN and en; add the missing one"});
  troubled.catalogue = std::make_shared<const service::Catalogue>(std::move(partly));
}

}  // namespace

const std::vector<Sample>& all() {
  static const auto kAll = [] {
    Collector collector;
    entrance(collector);
    identity(collector);
    form(collector);
    keyboards(collector);
    application(collector);
    receipt(collector);
    overlays(collector);
    technician(collector);
    return collector.take();
  }();
  return kAll;
}

Terminal preferring(Terminal terminal, const Preferences& preferences) {
  if (auto* visit = visit_of(terminal.state)) visit->preferences = preferences;
  if (auto* goodbye = std::get_if<Goodbye>(&terminal.state)) goodbye->preferences = preferences;
  if (auto* interrupted = std::get_if<Interrupted>(&terminal.state)) interrupted->preferences = preferences;
  return terminal;
}

}  // namespace bianmin::screens::samples
