#pragma once
// Carries out the flow's effects and turns their results into events.
#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include "kiosk/base/inbox.h"
#include "kiosk/devices/supervisor.h"
#include "kiosk/flow/effect.h"
#include "kiosk/input/pinyin_input.h"
#include "kiosk/platform/client.h"
#include "kiosk/runner/catalogue_fetch.h"
#include "kiosk/runner/courier.h"
#include "kiosk/runner/journal_thread.h"
#include "kiosk/runner/receipt_desk.h"
#include "kiosk/runner/timers.h"
#include "kiosk/runner/worker.h"

namespace bianmin::runner {

struct RunnerOptions {
  flow::House house;
  JournalThread::Place journal;
  platform::ClientSettings platform;
  std::chrono::milliseconds answer_limit{15'000};  // for one attempt to deliver an application
  std::vector<devices::DeviceOrder> devices;
  devices::Patience device_patience;
  std::uint32_t receipt_width = 576;  // dots
  std::string pin_hash;               // empty: nobody gets in by touch
};

// What the screen does for the flow.
struct StageHands {
  std::function<void(flow::Sound)> play;
  std::function<void()> forget;  // what was drawn of a visit
};

using EventInbox = Inbox<flow::Event>;

// Thread: the main one, which takes the events from `events`. Whatever takes time is done on threads of its own:
// the journal's, one for the visit's requests, one for everything else the network is asked for, one for receipts and
// characters, one for the devices.
class Runner {
 public:
  Runner(RunnerOptions options, EventInbox& events, StageHands hands);
  ~Runner();
  Runner(const Runner&) = delete;
  Runner& operator=(const Runner&) = delete;

  // Opens the journal and starts the devices. The first event says what the journal held.
  void start();
  void carry_out(const flow::Effects& effects);

  // For the main loop.
  [[nodiscard]] std::optional<Timers::Time> next_timer() const { return timers_.next_due(); }
  [[nodiscard]] std::vector<flow::TimerFired> timers_due(Timers::Time now) { return timers_.take_due(now); }

 private:
  void perform(const flow::StartTimer& order);
  void perform(const flow::StopTimer& order);
  void perform(const flow::StartReading& order);
  void perform(const flow::StopReading& order);
  void perform(const flow::StartScanning& order);
  void perform(const flow::StopScanning& order);
  void perform(const flow::VerifyCode& order);
  void perform(const flow::FindCandidates& order);
  void perform(const flow::SealApplication& order);
  void perform(const flow::AbandonSeal& order);
  void perform(const flow::SendApplication& order);
  void perform(const flow::WithdrawApplication& order);
  void perform(const flow::StepBacklog& order);
  void perform(const flow::PrintReceipt& order);
  void perform(const flow::CancelPrint& order);
  void perform(const flow::SendRating& order);
  void perform(const flow::BeginVisit& order);
  void perform(const flow::EndVisit& order);
  void perform(const flow::ClearDevices& order);
  void perform(const flow::FetchCatalogue& order);
  void perform(const flow::CheckPin& order);
  void perform(const flow::RetryDevices& order);
  void perform(const flow::PlaySound& order);
  void perform(const flow::NoteAudit& order);

  // Thread: any.
  void tell(flow::Event event);
  void hear(flow::Device device, const device::FromDevice& message);
  [[nodiscard]] bool abandoned(Ticket seal);
  void log_change(flow::Device device, const device::FromDevice& message);
  void undo_seal(journal::Journal& journal, const SubmissionKey& key);
  void log_if_lost(bool posted, const char* what);

  RunnerOptions options_;
  EventInbox& events_;
  StageHands hands_;
  Timers timers_;
  std::stop_source stop_;
  std::mutex seals_mutex_;
  std::set<Ticket> abandoned_seals_;
  std::map<flow::Device, std::string> last_said_;  // of each device's state; the supervisor's thread alone

  JournalThread journal_;
  Courier courier_{journal_};
  platform::Client visit_client_;
  platform::Client chore_client_;
  CatalogueFetch catalogue_;
  input::PinyinInput pinyin_;
  Worker visit_network_;
  Worker chore_network_;
  Worker desk_;  // receipts, characters, PINs
  ReceiptDesk receipts_;
  std::optional<devices::Supervisor> devices_;
};

}  // namespace bianmin::runner
