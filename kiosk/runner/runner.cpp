#include "kiosk/runner/runner.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "kiosk/devices/translate.h"
#include "kiosk/runner/electronic_id_check.h"
#include "kiosk/runner/fresh.h"
#include "kiosk/service/submission.h"
#include "kiosk/settings/pin.h"

namespace bianmin::runner {
namespace {

using journal::Journal;

template <typename... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};

void log_if_failed(const char* what, const std::expected<void, journal::JournalFault>& done) {
  if (!done) spdlog::error("journal: {}: {}", what, journal::to_string(done.error()));
}

}  // namespace

Runner::Runner(RunnerOptions options, EventInbox& events, StageHands hands)
    : options_{std::move(options)},
      events_{events},
      hands_{std::move(hands)},
      journal_{options_.journal},
      visit_client_{options_.platform, stop_.get_token()},
      chore_client_{options_.platform, stop_.get_token()},
      receipts_{journal_,
                desk_,
                options_.receipt_width,
                {[this](const device::ToDevice& order) { devices_->send(flow::Device::ReceiptPrinter, order); },
                 [this](flow::Event event) { tell(std::move(event)); }}} {}

// Requests under way are cut short, their results still noted; the journal ends last.
Runner::~Runner() {
  stop_.request_stop();
  visit_network_.stop();
  chore_network_.stop();
  desk_.stop();
  devices_.reset();
  journal_.stop();
}

void Runner::start() {
  // An old or damaged journal may take its time: the screen stands meanwhile, and says that nothing is offered yet.
  log_if_lost(journal_.post_opening([this](flow::JournalOpened opened) { tell(std::move(opened)); }),
              "opening the journal");
  devices_.emplace(
      options_.devices, options_.device_patience,
      [this](flow::Device device, const device::FromDevice& message) { hear(device, message); },
      [this](flow::Device device, const std::string& detail) {
        if (device == flow::Device::ReceiptPrinter) receipts_.note_lost();
        tell(flow::DeviceTroubled{device, flow::DeviceTrouble::ProcessDied, detail});
      });
}

void Runner::carry_out(const flow::Effects& effects) {
  for (const auto& effect : effects) std::visit([this](const auto& order) { perform(order); }, effect);
}

void Runner::tell(flow::Event event) {
  const auto name = flow::name_of(event);
  if (!events_.put(std::move(event))) spdlog::error("an event was lost, the inbox is full: {}", name);
}

void Runner::log_if_lost(bool posted, const char* what) {
  if (!posted) spdlog::error("not done, too much is waiting already: {}", what);
}

// Once for each change: a device that is away says so at every try.
void Runner::log_change(flow::Device device, const device::FromDevice& message) {
  const auto* ready = std::get_if<device::Ready>(&message);
  const auto* unready = std::get_if<device::Unready>(&message);
  if (ready == nullptr && unready == nullptr) return;
  const auto said = ready != nullptr ? "ready: " + ready->model + " " + ready->detail
                                     : std::string{device::to_string(unready->trouble)} + ": " + unready->detail;
  if (std::exchange(last_said_[device], said) == said) return;
  if (ready != nullptr) {
    spdlog::info("device {} is {}", flow::to_string(device), said);
  } else {
    spdlog::warn("device {} cannot be used: {}", flow::to_string(device), said);
  }
}

void Runner::hear(flow::Device device, const device::FromDevice& message) {
  log_change(device, message);
  if (const auto* finished = std::get_if<device::PrintFinished>(&message)) receipts_.note(*finished);
  auto event = devices::event_of(device, message);
  if (!event) return;
  // A device that chatters must not push out the answers to our own orders; how a job ended is one of them.
  if (std::holds_alternative<device::PrintFinished>(message)) return tell(std::move(*event));
  if (!events_.put_if_roomy(std::move(*event))) {
    spdlog::warn("a message of device {} was dropped: it sends more than can be heard", flow::to_string(device));
  }
}

// ---- timers, sound ----

void Runner::perform(const flow::StartTimer& order) { timers_.start(order, std::chrono::steady_clock::now()); }
void Runner::perform(const flow::StopTimer& order) { timers_.stop(order.slot); }
void Runner::perform(const flow::PlaySound& order) { hands_.play(order.sound); }

// ---- devices ----

void Runner::perform(const flow::StartReading& order) {
  devices_->send(order.device, device::StartReading{order.ticket, order.fingerprints, order.only_new});
}
void Runner::perform(const flow::StopReading& /*order*/) {
  for (const auto reader : {flow::Device::IdCardReader, flow::Device::SocialSecurityCardReader}) {
    devices_->send(reader, device::StopReading{});
  }
}
void Runner::perform(const flow::StartScanning& order) {
  devices_->send(flow::Device::CodeScanner, device::StartScanning{order.ticket});
}
void Runner::perform(const flow::StopScanning& /*order*/) {
  devices_->send(flow::Device::CodeScanner, device::StopScanning{});
}
void Runner::perform(const flow::VerifyCode& order) {
  const bool posted = visit_network_.post([this, order] {
    const auto limit = std::min<std::chrono::milliseconds>(options_.answer_limit, options_.house.platform_patience);
    tell(check_electronic_id(order, visit_client_, limit));
  });
  if (!posted) tell(flow::PlatformSilent{order.ticket, flow::Link::Unknown});
}
void Runner::perform(const flow::ClearDevices& /*order*/) { devices_->send_all(device::EndVisit{}); }
void Runner::perform(const flow::RetryDevices& /*order*/) { devices_->retry(); }

// ---- characters, PIN ----

void Runner::perform(const flow::FindCandidates& order) {
  constexpr std::size_t kMost = 60;
  log_if_lost(desk_.post([this, order] {
    flow::CandidatesFound found{order.ticket, {}, {}};
    const auto candidates = pinyin_.candidates(order.letters, kMost);
    if (!candidates) spdlog::error("no pinyin dictionary: characters cannot be typed");
    for (const auto& candidate : candidates.value_or(std::vector<input::Candidate>{})) {
      found.candidates.push_back(candidate.text);
      found.consumed.push_back(candidate.letters);
    }
    tell(std::move(found));
  }),
              "finding characters");
}

void Runner::perform(const flow::CheckPin& order) {
  log_if_lost(desk_.post([this, order] {
    tell(flow::PinChecked{order.ticket, settings::pin_matches(options_.pin_hash, order.pin)});
  }),
              "checking a PIN");
}

// ---- applications ----

void Runner::perform(const flow::SealApplication& order) {
  const auto now = std::chrono::system_clock::now();
  const SubmissionKey key = fresh_key();
  courier_.keep(key);
  const bool posted = journal_.post([this, order, now, key](Journal* journal) {
    if (journal == nullptr || abandoned(order.ticket)) {
      courier_.release(key);
      return tell(flow::SealFailed{order.ticket});
    }
    journal::Application application;
    application.key = key;
    application.service = order.service->id;
    application.local_number = fresh_local_number(local_clock(now));
    application.sealed_at = rfc3339(now);
    application.body = to_bytes(service::to_submission_json(
        *order.service, order.holder, order.answers,
        {rfc3339(now), options_.house.terminal_number, options_.house.place, order.language}));
    journal_.mark_visit(key, order.service->offline == service::WhenOffline::Store);
    const auto sealed = journal->seal(application);
    if (!sealed) {
      spdlog::error("journal: an application could not be sealed: {}", journal::to_string(sealed.error()));
      // After an error of the disk nobody knows whether it is there: it must not go out behind the citizen's back.
      if (sealed.error() == journal::JournalFault::DiskError) {
        undo_seal(*journal, key);
      } else {
        courier_.release(key);
      }
      return tell(flow::SealFailed{order.ticket});
    }
    if (abandoned(order.ticket)) return undo_seal(*journal, key);
    tell(flow::ApplicationSealed{order.ticket, key, sealed->local_number, shown_time(now)});
  });
  if (!posted) {
    courier_.release(key);
    tell(flow::SealFailed{order.ticket});
  }
}

void Runner::perform(const flow::AbandonSeal& order) {
  const std::lock_guard lock{seals_mutex_};
  abandoned_seals_.insert(order.ticket);
}

bool Runner::abandoned(Ticket seal) {
  const std::lock_guard lock{seals_mutex_};
  return abandoned_seals_.erase(seal) > 0;
}

// On the journal's thread. What cannot be undone stays kept, so that it is not sent while this process lives.
void Runner::undo_seal(Journal& journal, const SubmissionKey& key) {
  const auto undone = journal.quarantine(key, "seal-abandoned");
  if (undone) log_if_failed("cannot forget an abandoned application", journal.forget_contents(key));
  if (undone || undone.error() == journal::JournalFault::NotFound) return courier_.release(key);
  log_if_failed("cannot undo a seal", undone);
}

void Runner::perform(const flow::SendApplication& order) {
  const bool posted = visit_network_.post([this, order] {
    const auto delivery = courier_.carry(order.key, visit_client_, options_.answer_limit);
    const bool decided = std::holds_alternative<Delivered>(delivery) || std::holds_alternative<Declined>(delivery);
    // What cannot wait is not sent by anybody else: its citizen is told that it was not submitted.
    if (decided || order.may_wait) courier_.release(order.key);
    std::visit(
        Overloaded{
            [&](const Delivered& delivered) {
              tell(flow::PlatformAccepted{order.ticket, order.key, delivered.receipt});
            },
            [&](const Declined& declined) { tell(flow::PlatformRefused{order.ticket, order.key, declined.reason}); },
            [&](const Undecided& undecided) { tell(flow::PlatformSilent{order.ticket, undecided.link}); },
            [&](const Halted&) { tell(flow::PlatformSilent{order.ticket, flow::Link::Forbidden}); },
        },
        delivery);
  });
  if (!posted) {
    if (order.may_wait) courier_.release(order.key);
    tell(flow::PlatformSilent{order.ticket, flow::Link::Unknown});
  }
}

// Behind whatever the visit's thread still does with it.
void Runner::perform(const flow::WithdrawApplication& order) {
  log_if_lost(visit_network_.post([this, order] { courier_.withdraw(order.key); }), "withdrawing an application");
}

void Runner::perform(const flow::StepBacklog& order) {
  const bool posted = chore_network_.post([this, order] {
    const auto carried = courier_.carry_next(chore_client_, options_.answer_limit);
    chore_client_.forget();
    const auto waiting = courier_.waiting();
    flow::BacklogStepped stepped;
    stepped.ticket = order.ticket;
    stepped.left = waiting.value_or(1);
    stepped.chance = chance();
    if (!carried || !waiting) {
      // Nobody knows what waits: that is not nothing.
      stepped.step = flow::BacklogStep::Deferred;
      return tell(std::move(stepped));
    }
    if (!*carried) {
      // What waits was tried in this round, or is being sent by a visit: look again later.
      stepped.step = stepped.left > 0 ? flow::BacklogStep::Deferred : flow::BacklogStep::Empty;
      return tell(std::move(stepped));
    }
    stepped.key = (*carried)->key;
    stepped.local_number = (*carried)->local_number;
    std::visit(Overloaded{
                   [&](const Delivered& delivered) {
                     stepped.step = flow::BacklogStep::Sent;
                     stepped.receipt = delivered.receipt;
                   },
                   [&](const Declined&) { stepped.step = flow::BacklogStep::Refused; },
                   [&](const Undecided& undecided) {
                     stepped.step =
                         undecided.link == flow::Link::Up ? flow::BacklogStep::Passed : flow::BacklogStep::Deferred;
                     stepped.not_before = undecided.retry_after.value_or(std::chrono::seconds{0});
                   },
                   [&](const Halted&) { stepped.step = flow::BacklogStep::Halted; },
               },
               (*carried)->delivery);
    if (stepped.step == flow::BacklogStep::Sent || stepped.step == flow::BacklogStep::Refused) courier_.sweep();
    tell(std::move(stepped));
  });
  if (!posted) {
    flow::BacklogStepped stepped;
    stepped.ticket = order.ticket;
    stepped.step = flow::BacklogStep::Deferred;
    stepped.left = 1;
    stepped.chance = chance();
    tell(std::move(stepped));
  }
}

void Runner::perform(const flow::FetchCatalogue& order) {
  const bool posted = chore_network_.post([this, order] {
    auto fetched = catalogue_.fetch(chore_client_);
    if (!fetched) {
      spdlog::warn("the catalogue could not be fetched: {}", fetched.error().sentence);
      return tell(flow::CatalogueFailed{order.ticket, fetched.error().link, fetched.error().sentence, chance()});
    }
    for (const auto& refused : (*fetched)->refused)
      spdlog::warn("service {} is left out: {}", refused.id, refused.problem);
    tell(flow::CatalogueArrived{order.ticket, std::move(*fetched)});
  });
  if (!posted) tell(flow::CatalogueFailed{order.ticket, flow::Link::Unknown, "too much is waiting", chance()});
}

void Runner::perform(const flow::SendRating& order) {
  log_if_lost(chore_network_.post([this, order] {
    constexpr std::chrono::seconds kPatience{10};
    if (const auto sent = chore_client_.rate(order.key, order.grade, kPatience); !sent) {
      spdlog::warn("a rating did not reach the platform: {}", platform::to_string(sent.error().why));
    }
  }),
              "sending a rating");
  perform(flow::NoteAudit{"visit.rated " + std::to_string(order.grade)});
}

// ---- receipts ----

void Runner::perform(const flow::PrintReceipt& order) { receipts_.print(order); }
void Runner::perform(const flow::CancelPrint& /*order*/) { receipts_.cancel(); }

// ---- the visit ----

void Runner::perform(const flow::BeginVisit& /*order*/) {
  log_if_lost(journal_.post([this](Journal* /*journal*/) { journal_.mark_visit({}, true); }), "marking the visit");
}

void Runner::perform(const flow::EndVisit& /*order*/) {
  hands_.forget();
  receipts_.give_up();
  // The mark first: a crash before is told with everything that is known, a crash after it is none.
  log_if_lost(journal_.post([this](Journal* /*journal*/) { journal_.unmark_visit(); }), "ending the mark of a visit");
  log_if_lost(visit_network_.post([this] { visit_client_.forget(); }), "hanging up after the visit");
  log_if_lost(desk_.post([this] {
    pinyin_.reset();
    courier_.sweep();
  }),
              "forgetting the visit");
}

void Runner::perform(const flow::NoteAudit& order) {
  const auto space = order.what.find(' ');
  journal::AuditEvent event;
  event.name = order.what.substr(0, space);
  if (space != std::string::npos) event.outcome = order.what.substr(space + 1);
  event.time = rfc3339(std::chrono::system_clock::now());
  log_if_lost(journal_.post([event = std::move(event)](Journal* journal) {
    if (journal == nullptr) return;
    if (const auto appended = journal->append(event); !appended) {
      spdlog::error("audit: {} could not be written: {}", event.name, journal::to_string(appended.error()));
    }
  }),
              "writing the audit chain");
}

}  // namespace bianmin::runner
