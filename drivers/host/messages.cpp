#include "drivers/host/messages.h"

#include "drivers/host/enum_names.h"

namespace bianmin::device {

std::string_view to_string(DeviceTrouble trouble) { return name_of(trouble); }
std::string_view to_string(CardFault fault) { return name_of(fault); }
std::string_view to_string(Paper paper) { return name_of(paper); }
std::string_view to_string(PrintOutcome outcome) { return name_of(outcome); }
std::string_view to_string(PrinterFault fault) { return name_of(fault); }

}  // namespace bianmin::device
