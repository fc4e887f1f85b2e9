#include "kiosk/journal/audit.h"

#include "kiosk/journal/box.h"
#include "kiosk/journal/canonical.h"

namespace bianmin::journal {

Digest chain(const Digest& previous, std::uint64_t number, const AuditEvent& event) {
  return sha256(Canonical{}
                    .raw(previous)
                    .number(number)
                    .text(event.name)
                    .text(event.service.value)
                    .text(event.local_number)
                    .text(event.outcome)
                    .text(event.time)
                    .bytes());
}

}  // namespace bianmin::journal
