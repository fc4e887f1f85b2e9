#include "kiosk/runner/journal_thread.h"

#include <fcntl.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <fstream>
#include <string_view>

namespace bianmin::runner {
namespace {

constexpr std::string_view kMark = "visit.open";
constexpr std::string_view kNoWaiting = "no-waiting";

std::vector<std::string> notices_of(const journal::OpenReport& report) {
  std::vector<std::string> notices;
  const auto say = [&notices](std::string notice) {
    spdlog::warn("journal: {}", notice);
    notices.push_back(std::move(notice));
  };
  if (!report.damaged_copy.empty()) {
    say("the journal was damaged; " + std::to_string(report.salvaged) + " applications were saved, the rest is in " +
        report.damaged_copy.filename().string());
  }
  if (report.other_key) say("the journal was written with another key: put the old key file back");
  if (report.quarantined > 0)
    say(std::to_string(report.quarantined) + " applications could not be trusted and wait for a person");
  return notices;
}

}  // namespace

flow::JournalOpened JournalThread::open() {
  return worker_.ask([this] { return open_here(); });
}

flow::JournalOpened JournalThread::open_here() {
  flow::JournalOpened told;
  const auto fail = [&told](const std::string& why) {
    spdlog::error("journal: {}", why);
    told.usable = false;
    told.notices.push_back(why);
    return told;
  };
  std::error_code ignored;  // the journal says better what is wrong with its folder
  std::filesystem::create_directories(place_.folder, ignored);
  std::filesystem::create_directories(place_.key.parent_path(), ignored);
  auto keys = journal::FileKeyProvider::open(place_.key);
  if (!keys) {
    const auto name = place_.key.string();
    std::error_code unknown;
    if (keys.error() == journal::KeyFault::NoAccess && !std::filesystem::exists(place_.key, unknown)) {
      return fail("the key file " + name + " cannot be made: create the folder " + place_.key.parent_path().string() +
                  " and let the terminal's user write in it");
    }
    return fail("the key file " + name + " cannot be used (" + std::string{journal::to_string(keys.error())} +
                "): it must be 32 bytes that only the terminal can read");
  }
  keys_.emplace(std::move(*keys));
  journal::OpenOptions options;
  options.folder = place_.folder;
  options.limits.pending = place_.most_stored;
  auto opened = journal::Journal::open(options, *keys_);
  if (!opened) {
    return fail("the journal in " + place_.folder.string() + " cannot be opened (" +
                std::string{journal::to_string(opened.error())} + ")");
  }
  opened_.emplace(std::move(*opened));
  told.notices = notices_of(opened_->report);
  tell_interrupted(told);
  const auto pending = opened_->journal.pending();
  if (pending) told.backlog = pending->size();
  return told;
}

// A mark that is still there: the terminal died in a visit. It names what was being sealed; only the journal knows
// whether that came about.
void JournalThread::tell_interrupted(flow::JournalOpened& told) {
  const auto mark = place_.folder / kMark;
  std::ifstream file{mark};
  if (!file) return;
  told.interrupted = true;
  SubmissionKey key;
  std::string manner;
  std::getline(file, key.value);
  std::getline(file, manner);
  file.close();
  if (key.value.empty()) return;
  auto entry = opened_->journal.find(key);
  // A query that surely never left is not sent behind the back of somebody who may be gone: they are told to begin
  // again. One that may have arrived is asked about like any other, and the screen says that it is.
  if (entry && manner == kNoWaiting && entry->state == journal::ApplicationState::Sealed) {
    const auto withdrawn = opened_->journal.quarantine(key, "interrupted");
    if (!withdrawn || !opened_->journal.forget_contents(key)) {
      spdlog::error("journal: what an interrupted visit had asked could not be withdrawn");
    }
    entry = opened_->journal.find(key);
  }
  if (!entry || entry->state == journal::ApplicationState::Quarantined) return;
  flow::Submitted submitted;
  submitted.key = key;
  submitted.local_number = entry->local_number;
  submitted.time = entry->sealed_at;
  told.refused = entry->state == journal::ApplicationState::Rejected;
  submitted.delivery = flow::Delivery::StoredHere;
  if (entry->state == journal::ApplicationState::Acknowledged) {
    submitted.delivery = flow::Delivery::Accepted;
    if (const auto loaded = opened_->journal.load(key)) {
      if (auto receipt = service::parse_receipt(to_string(loaded->answer))) submitted.answer = std::move(*receipt);
    }
  }
  told.submitted = std::move(submitted);
}

// On disk before what it announces: a crash between the two is an interruption, never a silence.
void JournalThread::mark_visit(const std::optional<SubmissionKey>& sealing, bool may_wait) const {
  const auto mark = (place_.folder / kMark).string();
  const int file = ::open(mark.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) {
    spdlog::error("cannot write {}: an interruption of this visit would go unnoticed", mark);
    return;
  }
  std::string text = sealing ? sealing->value + "\n" : "\n";
  if (!may_wait) text.append(kNoWaiting).append("\n");
  const bool written = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  if (!written || (sealing && ::fdatasync(file) != 0)) spdlog::error("cannot write {} whole", mark);
  ::close(file);
}

void JournalThread::unmark_visit() const {
  std::error_code error;
  std::filesystem::remove(place_.folder / kMark, error);
  if (error) spdlog::error("cannot remove the mark of a visit: {}", error.message());
}

}  // namespace bianmin::runner
