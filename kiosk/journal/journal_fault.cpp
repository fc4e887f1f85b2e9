#include "kiosk/journal/journal_fault.h"

namespace bianmin::journal {

std::string_view to_string(JournalFault fault) {
  switch (fault) {
    case JournalFault::NoAccess:
      return "no access";
    case JournalFault::InUse:
      return "in use";
    case JournalFault::DiskFull:
      return "disk full";
    case JournalFault::Full:
      return "full";
    case JournalFault::TooLarge:
      return "too large";
    case JournalFault::KeyUnavailable:
      return "key unavailable";
    case JournalFault::Tampered:
      return "tampered";
    case JournalFault::ContentsForgotten:
      return "contents forgotten";
    case JournalFault::NotFound:
      return "not found";
    case JournalFault::AlreadySealed:
      return "already sealed";
    case JournalFault::IllegalMove:
      return "illegal move";
    case JournalFault::NewerFormat:
      return "newer format";
    case JournalFault::Damaged:
      return "damaged";
    case JournalFault::DiskError:
      return "disk error";
  }
  return "unnamed fault";
}

}  // namespace bianmin::journal
