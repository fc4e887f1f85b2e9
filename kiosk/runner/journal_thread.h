#pragma once
// The journal on its own thread, and the mark that tells a crash in mid-visit from a quiet night.
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "kiosk/flow/event.h"
#include "kiosk/journal/journal.h"
#include "kiosk/runner/worker.h"

namespace bianmin::runner {

// Thread: any may call; the work is done on the journal's.
class JournalThread {
 public:
  struct Place {
    std::filesystem::path folder;
    std::filesystem::path key;
    std::size_t most_stored;
  };

  explicit JournalThread(Place place) : place_{std::move(place)} {}

  // Opens it, and waits for that. Without a journal every request below gets null; the report says why.
  [[nodiscard]] flow::JournalOpened open();
  // The same without waiting; `tell` is called on the journal's thread.
  template <typename Tell>
  [[nodiscard]] bool post_opening(Tell tell) {
    return worker_.post([this, tell = std::move(tell)] { tell(open_here()); });
  }

  // `work` gets the journal, or null when there is none.
  template <typename Work>
  [[nodiscard]] bool post(Work work) {
    return worker_.post([this, work = std::move(work)] { work(journal()); });
  }
  template <typename Question>
  auto ask(Question question) {
    return worker_.ask([this, &question] { return question(journal()); });
  }

  // On the journal's thread only. A visit is under way; `sealing` is what is being sealed in it, and `may_wait` says
  // whether it is to be sent although nobody stands here any more.
  void mark_visit(const std::optional<SubmissionKey>& sealing, bool may_wait) const;
  void unmark_visit() const;

  void stop() { worker_.stop(); }

 private:
  journal::Journal* journal() { return opened_ ? &opened_->journal : nullptr; }
  flow::JournalOpened open_here();
  void tell_interrupted(flow::JournalOpened& told);

  Place place_;
  std::optional<journal::FileKeyProvider> keys_;
  std::optional<journal::OpenedJournal> opened_;
  Worker worker_;  // last: it must end before what it works on
};

}  // namespace bianmin::runner
