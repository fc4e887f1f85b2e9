#pragma once
// The wire as a technician may see it: what was asked, what came back, how long it took; of what a card says only how
// much it was.
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "drivers/id_card_reader/sam_v_wire.h"
#include "drivers/transport/card_channel.h"
#include "drivers/transport/transport.h"

namespace bianmin::kioskctl {

// Takes one line, without its end.
using TraceSink = std::function<void(const std::string& line)>;

// "→ find card: aa aa aa 96 69 00 03 20 01 22". Requests carry nothing personal.
[[nodiscard]] std::string traced_request(ByteView frame);
// "← 90 done, 1280 bytes not shown: text 256, photo 1024". Only the module's number is shown.
[[nodiscard]] std::string traced_reply(const drivers::sam_v::Command& asked, const drivers::sam_v::Reply& reply);

// Passes everything on, and tells the sink.
[[nodiscard]] std::unique_ptr<drivers::Transport> traced(std::unique_ptr<drivers::Transport> transport, TraceSink sink);
[[nodiscard]] std::unique_ptr<drivers::CardChannel> traced(std::unique_ptr<drivers::CardChannel> card, TraceSink sink);

}  // namespace bianmin::kioskctl
