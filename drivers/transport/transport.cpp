#include "drivers/transport/transport.h"

#include <cerrno>
#include <utility>

#include "drivers/transport/descriptor.h"

namespace bianmin::drivers {

std::string_view to_string(TransportFault fault) {
  switch (fault) {
    case TransportFault::Missing:
      return "missing";
    case TransportFault::Forbidden:
      return "forbidden";
    case TransportFault::Busy:
      return "busy";
    case TransportFault::Broken:
      return "broken";
    case TransportFault::Stalled:
      return "stalled";
  }
  std::unreachable();
}

TransportFault fault_of_open(int error_number) {
  switch (error_number) {
    case EACCES:
    case EPERM:
    case EROFS:
      return TransportFault::Forbidden;
    case EBUSY:
    case EWOULDBLOCK:
      return TransportFault::Busy;
    default:
      return TransportFault::Missing;
  }
}

}  // namespace bianmin::drivers
