#pragma once
// Receipts on their way to the printer: laid out, noted in the journal before the first byte goes, and noted again when
// their end is known.
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>

#include "kiosk/base/ids.h"
#include "kiosk/devices/supervisor.h"
#include "kiosk/flow/effect.h"
#include "kiosk/flow/event.h"
#include "kiosk/runner/journal_thread.h"
#include "kiosk/runner/worker.h"

namespace bianmin::runner {

// Thread: any; laying out is done on `desk`, which must stop before this ends.
class ReceiptDesk {
 public:
  struct Ways {
    std::function<void(const device::ToDevice&)> to_printer;
    std::function<void(flow::Event)> tell;
  };

  // `width` in dots.
  ReceiptDesk(JournalThread& journal, Worker& desk, std::uint32_t width, Ways ways)
      : journal_{journal}, desk_{desk}, width_{width}, ways_{std::move(ways)} {}

  // Tells PrintFinished if it did not even reach the printer; what does is answered by the printer's process.
  void print(const flow::PrintReceipt& order);

  // The screen gave up, or the visit is over: a slip that comes out now would come out for somebody else.
  void cancel();

  // The same for what has not reached the printer yet; the devices learn of the visit's end by themselves.
  void give_up();

  // How a job ended, as the printer's process says.
  void note(const device::PrintFinished& finished);

  // The printer's process died: nobody can say what came out of what it had, and part of one may hang there still.
  void note_lost();

 private:
  void lay_out_and_send(const flow::PrintReceipt& order);
  [[nodiscard]] bool note_sent(const flow::PrintReceipt& order);
  void fail(Ticket ticket);

  JournalThread& journal_;
  Worker& desk_;
  std::uint32_t width_;
  Ways ways_;
  std::mutex mutex_;
  std::optional<Ticket> wanted_;          // the one job that may reach the printer
  std::map<Ticket, SubmissionKey> jobs_;  // with the printer, by what they were ordered with
  bool remnant_ = false;                  // part of a job may hang in the printer, which does not know of it
};

}  // namespace bianmin::runner
