#include "demo/dock/bench.h"

namespace bianmin::dock {
namespace {

void forget(Bench& bench, Wire wire) {
  switch (wire) {
    case Wire::Reader:
      bench.reader.reset();
      return;
    case Wire::Slot:
      bench.slot.reset();
      return;
    case Wire::Scanner:
      bench.scanner.reset();
      return;
    case Wire::Printer:
      bench.printer.reset();
      return;
    case Wire::Platform:
      bench.platform.reset();
      return;
  }
}

struct TakeIn {
  Bench& bench;
  Wire wire;

  void operator()(const ReaderState& state) const { keep(Wire::Reader, bench.reader, state); }
  void operator()(const SlotState& state) const { keep(Wire::Slot, bench.slot, state); }
  void operator()(const ScannerState& state) const { keep(Wire::Scanner, bench.scanner, state); }
  void operator()(const PrinterState& state) const { keep(Wire::Printer, bench.printer, state); }
  void operator()(const PlatformState& state) const { keep(Wire::Platform, bench.platform, state); }
  void operator()(const SampleCards& sample) const {
    if (wire == Wire::Reader) bench.cards = sample.cards;
  }
  void operator()(const Done&) const {}
  void operator()(const Refused& refused) const { bench.refusal = refused.sentence; }

  template <typename State>
  void keep(Wire whose, std::optional<State>& place, const State& state) const {
    if (whose == wire) {
      place = state;
      bench.why_lost[index(wire)].clear();
      return;
    }
    forget(bench, wire);
    bench.why_lost[index(wire)] = "--" + std::string{name_of(wire)} + ": the " + std::string{name_of(whose)} +
                                  " answers there; give each option its own socket";
  }
};

}  // namespace

bool Bench::running(Wire wire) const {
  switch (wire) {
    case Wire::Reader:
      return reader.has_value();
    case Wire::Slot:
      return slot.has_value();
    case Wire::Scanner:
      return scanner.has_value();
    case Wire::Printer:
      return printer.has_value();
    case Wire::Platform:
      return platform.has_value();
  }
  return false;
}

void take_in(Bench& bench, const FromWire& from) {
  if (const auto* lost = std::get_if<WireLost>(&from.what)) {
    forget(bench, from.wire);
    bench.why_lost[index(from.wire)] = lost->reason;
    return;
  }
  std::visit(TakeIn{bench, from.wire}, std::get<Message>(from.what));
}

const std::vector<SampleCode>& sample_codes() {
  static const std::vector<SampleCode> kCodes{
      {"YSEID1.", {"电子身份凭证", "Electronic ID"}, "show-electronic-id zhang-xiaoming"},
      {"YS2021083015", {"居住证编号", "Residence permit"}, {}},
      {"ZL20260123", {"租赁备案号", "Lease number"}, {}},
      {"%%@@~~ 0x00 ]Q1 \\000026", {"无意义的码", "Nonsense"}, {}},
  };
  return kCodes;
}

const SampleCard* social_security_holder(const Bench& bench) {
  return bench.cards.empty() ? nullptr : &bench.cards.front();
}

ActionId action_of(const Order& order) { return {std::string{name_of(order.wire)} + ":" + order.line}; }

std::optional<Order> order_of(const ActionId& action) {
  const auto colon = action.value.find(':');
  if (colon == std::string::npos) return std::nullopt;
  const auto wire = wire_named(std::string_view{action.value}.substr(0, colon));
  if (!wire) return std::nullopt;
  return Order{*wire, action.value.substr(colon + 1)};
}

}  // namespace bianmin::dock
