#include "tests/kiosk/flow/people.h"

#include <array>

#include "kiosk/flow/offers.h"

namespace bianmin::flow::hall {
namespace {

LocalText both(const std::string& words) { return {words, words}; }

service::Field field(const std::string& name, service::InputKind input, bool required = true) {
  service::Field made;
  made.name = name;
  made.label = both(name);
  made.input = input;
  made.required = required;
  made.longest = 20;
  return made;
}

service::ServiceDefinition common(const char* id) {
  service::ServiceDefinition made;
  made.id = {id};
  made.name = id;
  made.category = {"living", "residence", 1, both("Living")};
  made.title = both(id);
  made.summary = both("summary");
  made.documents = {service::DocumentKind::Citizen};
  made.declaration = {{"true"}, {"true"}};
  made.form.e_form_id = "form-1";
  return made;
}

service::ServiceDefinition application() {
  auto made = common(kApplication);
  made.kind = service::ServiceKind::Application;
  made.offline = service::WhenOffline::Store;
  made.printer = service::PrinterNeed::Wanted;
  auto choice = field("dwelling", service::InputKind::Choice);
  choice.options = {{"own", both("own"), {}}, {"rented", both("rented"), {}}};
  made.form.pages = {
      {both("Contact"), {field("phone", service::InputKind::Digits), field("street", service::InputKind::Text)}},
      {both("Home"),
       {field("permit", service::InputKind::Code, false), field("since", service::InputKind::Date, false), choice}}};
  made.form.schema = R"({"type":"object","properties":{
      "phone":{"type":"string","minLength":11,"maxLength":11},"street":{"type":"string","minLength":1},
      "permit":{"type":"string"},"since":{"type":"string"},"dwelling":{"type":"string"}},
      "required":["phone","street","dwelling"]})";
  return made;
}

service::ServiceDefinition query() {
  auto made = common(kQuery);
  made.kind = service::ServiceKind::Query;
  made.documents.insert(made.documents.end(),
                        {service::DocumentKind::SocialSecurityCard, service::DocumentKind::ElectronicId});
  made.offline = service::WhenOffline::Refuse;
  made.printer = service::PrinterNeed::Required;
  auto choice = field("period", service::InputKind::Choice);
  choice.options = {{"year", both("year"), {}}};
  made.form.pages = {{both("What"), {choice}}};
  made.form.schema = R"({"type":"object","properties":{"period":{"type":"string"}},"required":["period"]})";
  return made;
}

}  // namespace

std::shared_ptr<const service::Catalogue> catalogue() {
  static const auto kept = std::make_shared<const service::Catalogue>(service::Catalogue{{application(), query()}, {}});
  return kept;
}

service::Holder holder() {
  using namespace std::chrono_literals;
  service::Holder made;
  made.name = "张晓明";
  made.sex = service::Sex::Male;
  made.birth = 1990y / 4 / 20;
  made.address = "云山市清溪区桂花路18号";
  made.number = "11010519491231002X";
  made.valid_from = 2018y / 4 / 20;
  made.valid_until = 2038y / 4 / 20;
  made.number_check_ok = true;
  return made;
}

Terminal terminal() {
  Terminal made;
  made.house.place = both("hall");
  made.house.terminal_number = "YS-0001";
  made.house.technician_pin = true;
  made.catalogue = catalogue();
  for (const auto device : kDevices) made.health.of(device).state = DeviceState::Ready;
  made.health.supplies.paper = Paper::Enough;
  made.health.link = Link::Up;
  made.clock = {2026, 11, 22, 9, 30};
  made.state = Idle{};
  made.last_ticket = 100;
  return made;
}

Visit visit(const char* service) {
  Visit made;
  made.service = find_service(terminal(), service);
  return made;
}

Visit identified(const char* service) {
  Visit made = visit(service);
  made.holder = holder();
  made.belongings.card_on_reader = true;
  return made;
}

Visit answered(const char* service) {
  Visit made = identified(service);
  if (std::string{service} == kQuery) {
    made.answers = {{"period", "year"}};
  } else {
    made.answers = {{"phone", "13800138000"}, {"street", "桂花路"}, {"dwelling", "own"}};
  }
  return made;
}

Visit submitted(const char* service) {
  Visit made = answered(service);
  made.submitted = Submitted{{"key-1"}, "261122-7K3QF", "2026-11-22 09:30", {}, {}};
  return made;
}

Visit accepted(const char* service) {
  Visit made = submitted(service);
  made.submitted->delivery = Delivery::Accepted;
  made.submitted->answer = service::PlatformReceipt{};
  made.submitted->answer->number = "YS-1";
  if (std::string{service} == kQuery) made.submitted->answer->result = service::PlatformResult{};
  return made;
}

std::vector<Situation> every_situation() {
  std::vector<Situation> all;
  const auto add = [&all](const std::string& name, State state, Overlay overlay = {}) {
    Terminal made = terminal();
    made.state = std::move(state);
    made.overlay = overlay;
    made.sending.in_flight = kAwaited;
    made.fetching.in_flight = kAwaited;
    made.state_timer = kAwaited;
    all.push_back({name, std::move(made)});
  };
  const FillingForm filling{identified(kApplication), 0, {}, false};
  FillingForm last = filling;
  last.visit = answered(kApplication);
  last.page = 1;
  EditingField pinyin{filling, "street", {}, {}, {}};
  pinyin.keyboard.layout = KeyLayout::Pinyin;
  pinyin.keyboard.composing = "gui";
  pinyin.keyboard.asked = kAwaited;
  EditingField code{last, "permit", {}, kAwaited, {}};
  Visit stored = submitted(kApplication);
  stored.submitted->delivery = Delivery::StoredHere;

  add("out-of-service", OutOfService{});
  add("idle", Idle{});
  add("interrupted", Interrupted{{}, stored.submitted, false});
  add("choosing-language", ChoosingLanguage{});
  add("home", Home{});
  add("searching", Searching{});
  add("guide", Guide{visit(kApplication), 0});
  add("awaiting-card", AwaitingCard{visit(kApplication), kAwaited});
  add("awaiting-card any way", AwaitingCard{visit(kQuery), kAwaited, Device::SocialSecurityCardReader});
  add("checking-code", CheckingCode{visit(kQuery), kAwaited});
  add("card-refused",
      CardRefused{visit(kApplication), CardRefusal::Expired, service::DocumentKind::Citizen, "2020-01-01"});
  add("confirming-identity", ConfirmingIdentity{identified(kApplication)});
  add("filling-form", filling);
  add("filling-form last page", last);
  add("choosing-option", ChoosingOption{last, "dwelling", 0});
  add("editing-field pinyin", pinyin);
  add("editing-field code", code);
  add("reviewing", Reviewing{answered(kApplication)});
  add("declaring agreed", Declaring{answered(kApplication), true, 0});
  add("declaring", Declaring{answered(kApplication)});
  add("sealing", Sealing{answered(kApplication), kAwaited});
  add("submitting application", Submitting{submitted(kApplication), kAwaited});
  add("submitting query", Submitting{submitted(kQuery), kAwaited});
  add("not-submitted unreachable", NotSubmitted{submitted(kQuery), NotSubmittedWhy::Unreachable, {}});
  add("not-submitted refused", NotSubmitted{submitted(kApplication), NotSubmittedWhy::Refused, {}});
  add("not-submitted not-sealed", NotSubmitted{answered(kApplication), NotSubmittedWhy::NotSealed, {}});
  add("showing-result", ShowingResult{accepted(kQuery)});
  add("printing", Printing{accepted(kApplication), kAwaited});
  add("receipt-trouble no-paper", ReceiptTrouble{accepted(kApplication), ReceiptProblem::NoPaper});
  add("receipt-trouble unknown", ReceiptTrouble{accepted(kApplication), ReceiptProblem::Unknown});
  add("receipt-on-screen", ReceiptOnScreen{accepted(kApplication)});
  add("finished stored", Finished{stored});
  add("rating", Rating{accepted(kApplication)});
  Goodbye goodbye;
  goodbye.belongings.card_on_reader = goodbye.belongings.receipt_in_slot = true;
  add("goodbye", goodbye);
  goodbye.belongings.card_watched = goodbye.belongings.card_in_slot = true;
  add("goodbye watched", goodbye);
  add("entering-pin", EnteringPin{"1234", 0, kAwaited});
  add("technician-status", TechnicianStatus{});
  add("filling-form, help", filling, HelpShown{});
  add("filling-form, leave?", filling, AskingToLeave{});
  add("filling-form, still there?", filling, StillThere{std::chrono::seconds{5}});
  return all;
}

Event press(Verb verb, std::string_view argument) { return Pressed{action_id(verb, argument)}; }

std::vector<Happening> every_happening(Ticket ticket) {
  std::vector<Happening> all;
  const auto add = [&all](Event event, const std::string& more = "") {
    all.push_back({std::string{name_of(event)} + more, std::move(event)});
  };
  service::PlatformReceipt receipt;
  receipt.number = "YS-1";
  receipt.result = service::PlatformResult{};
  add(Touched{});
  add(ClockRead{{2026, 11, 22, 9, 31}});
  add(TimerFired{ticket});
  add(CatalogueArrived{ticket, catalogue()});
  add(CatalogueFailed{ticket, Link::Down, "no route", 0.5});
  for (const auto device : kDevices) {
    add(DeviceReady{device, "model", ""}, " " + std::string{to_string(device)});
    add(DeviceTroubled{device, DeviceTrouble::ProcessDied, ""}, " " + std::string{to_string(device)});
  }
  add(SuppliesSeen{{Paper::Out, false, false, false, false, false}}, " no paper");
  for (const auto device : {Device::IdCardReader, Device::SocialSecurityCardReader}) {
    const auto at = device == Device::IdCardReader ? std::string{} : " slot";
    add(CardSeen{ticket, device}, at);
    add(CardRead{ticket, holder(), device, true}, at);
    add(CardUnreadable{ticket, IdentityProblem::Removed, device}, at);
    add(CardLifted{device}, at);
  }
  add(CodeScanned{ticket, "YS20260815"});
  add(CodeVerified{ticket, holder()});
  add(CodeRefused{ticket, LocalText{"不", "no"}});
  add(CandidatesFound{ticket, {"桂", "贵"}, {3, 3}});
  add(ApplicationSealed{ticket, {"key-1"}, "261122-7K3QF", "2026-11-22 09:30"});
  add(SealFailed{ticket});
  add(PlatformAccepted{ticket, {"key-1"}, receipt});
  add(PlatformRefused{ticket, {"key-1"}, LocalText{"不", "no"}});
  add(PlatformSilent{ticket, Link::Down});
  add(PrintFinished{ticket, PrintOutcome::Confirmed, ReceiptProblem::NotPrinted}, " confirmed");
  add(PrintFinished{ticket, PrintOutcome::Failed, ReceiptProblem::NoPaper}, " failed");
  add(PrintFinished{ticket, PrintOutcome::Unknown, ReceiptProblem::NotPrinted}, " unknown");
  add(BacklogStepped{ticket, BacklogStep::Sent, 0, {"key-1"}, "261122-7K3QF", receipt, 0.5, {}}, " sent");
  add(BacklogStepped{ticket, BacklogStep::Refused, 0, {"key-1"}, "261122-7K3QF", {}, 0.5, {}}, " refused");
  add(BacklogStepped{ticket, BacklogStep::Passed, 1, {"key-2"}, "261122-9K3QF", {}, 0.5, {}}, " passed");
  add(BacklogStepped{ticket, BacklogStep::Deferred, 1, {}, "", {}, 0.5, {}}, " deferred");
  add(BacklogStepped{ticket, BacklogStep::Halted, 1, {}, "", {}, 0.5, {}}, " halted");
  add(JournalOpened{true, 1, {}, true, {}}, " interrupted");
  add(PinChecked{ticket, true});
  const std::array<std::pair<Verb, const char*>, 16> arguments{{
      {Verb::ChooseLanguage, "en"},
      {Verb::OpenCategory, "living"},
      {Verb::OpenService, kApplication},
      {Verb::Page, "1"},
      {Verb::EditField, "phone"},
      {Verb::EditField, "permit"},
      {Verb::EditField, "dwelling"},
      {Verb::PickOption, "rented"},
      {Verb::Key, "a"},
      {Verb::Key, "7"},
      {Verb::Key, "backspace"},
      {Verb::Key, "layout"},
      {Verb::Candidate, "0"},
      {Verb::ChangeAnswers, "0"},
      {Verb::Rate, "5"},
      {Verb::Rate, "9"},
  }};
  for (const auto& [verb, argument] : arguments) {
    add(press(verb, argument), " " + action_id(verb, argument).value);
  }
  for (const auto verb :
       {Verb::Begin,          Verb::Search,      Verb::Start,          Verb::Back,           Verb::Next,
        Verb::KeyboardDone,   Verb::Agree,       Verb::Submit,         Verb::TryAgain,       Verb::PrintAgain,
        Verb::ShowCode,       Verb::HaveReceipt, Verb::MissingReceipt, Verb::Skip,           Verb::Finish,
        Verb::Reveal,         Verb::Conceal,     Verb::Help,           Verb::SwitchLanguage, Verb::LargerText,
        Verb::Contrast,       Verb::LowReach,    Verb::Leave,          Verb::LeaveAnyway,    Verb::Stay,
        Verb::OpenTechnician, Verb::Retry}) {
    add(press(verb), " " + action_id(verb).value);
  }
  add(Pressed{{"no-such-verb"}}, " no-such-verb");
  return all;
}

std::string in_words(const Effect& effect) {
  std::string words{name_of(effect)};
  constexpr std::array<const char*, 4> kSlots{"presence", "patience", "sending", "fetching"};
  constexpr std::array<const char*, 3> kSounds{"tick", "done", "attention"};
  if (const auto* timer = std::get_if<StartTimer>(&effect)) {
    words += std::string{" "} + kSlots.at(static_cast<std::size_t>(timer->slot)) + " " +
             std::to_string(timer->after.count()) + "ms";
  }
  if (const auto* timer = std::get_if<StopTimer>(&effect)) {
    words += std::string{" "} + kSlots.at(static_cast<std::size_t>(timer->slot));
  }
  if (const auto* sound = std::get_if<PlaySound>(&effect)) {
    words += std::string{" "} + kSounds.at(static_cast<std::size_t>(sound->sound));
  }
  if (const auto* note = std::get_if<NoteAudit>(&effect)) words += " '" + note->what + "'";
  if (const auto* find = std::get_if<FindCandidates>(&effect)) words += " '" + find->letters + "'";
  if (const auto* rating = std::get_if<SendRating>(&effect)) words += " " + std::to_string(rating->grade);
  return words;
}

std::string in_words(const Terminal& terminal) {
  std::string words{name_of(terminal.state)};
  constexpr std::array<const char*, 4> kOverlays{"", " + help", " + leave?", " + still there?"};
  return words + kOverlays.at(terminal.overlay.index());
}

}  // namespace bianmin::flow::hall
