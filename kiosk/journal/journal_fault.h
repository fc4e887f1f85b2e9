#pragma once
// Why the journal could not do what it was asked. A closed set; each says what the caller can do about it.
#include <string_view>

namespace bianmin::journal {

enum class JournalFault {
  NoAccess,           // the folder or its files may not be read or written: a technician's matter
  InUse,              // another process has the journal open
  DiskFull,           // nothing was written; tell the citizen that nothing was accepted
  Full,               // the cap of unfinished applications or print jobs is reached; nothing was written
  TooLarge,           // the body, the context or a text is over its cap; nothing was written
  KeyUnavailable,     // the key provider refused or has another key than the row was sealed with
  Tampered,           // the row's contents fail their seal; the row was quarantined
  ContentsForgotten,  // the row's key was destroyed by forget_contents(); only its bookkeeping is left
  NotFound,           // no row of that name
  AlreadySealed,      // the key was sealed before with other bytes; never reuse a SubmissionKey
  IllegalMove,        // the state table forbids it; nothing was changed
  NewerFormat,        // written by a newer version of the terminal: install that again; nothing was touched
  Damaged,            // the database is damaged; close it and open again, which salvages
  DiskError,          // reading or writing failed; whether the change is on disk is known after the next open
};

[[nodiscard]] std::string_view to_string(JournalFault fault);

}  // namespace bianmin::journal
