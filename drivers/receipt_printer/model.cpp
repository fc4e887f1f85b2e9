#include "drivers/receipt_printer/model.h"

#include <algorithm>
#include <array>

namespace bianmin::drivers {
namespace {

using enum ProcessIdSupport;
using enum BufferClearing;

// Where a manual gives no printing speed, 60 mm/s is assumed.
constexpr std::array kModels{
    // name, width, dpi, cutter, presenter, tells of its mouth, fn 48, clearing, band rows, rows a second
    PrinterModel{"generic-80mm", 576, 203, true, Presenter::None, false, Probe, OnError, 96, 480},
    PrinterModel{"generic-58mm", 384, 203, false, Presenter::None, false, Probe, OnError, 96, 320},
    PrinterModel{"epson-eu-m30", 576, 203, true, Presenter::None, false, Yes, Always, 96, 800},
    PrinterModel{"epson-tm-m30", 576, 203, true, Presenter::None, false, Yes, Always, 96, 800},
    PrinterModel{"epson-tm-t81iii", 576, 203, true, Presenter::None, false, Yes, Always, 96, 800},
    PrinterModel{"epson-tm-t82iii", 576, 203, true, Presenter::None, false, Yes, Always, 96, 800},
    PrinterModel{"epson-tm-t88iii", 512, 180, true, Presenter::None, false, No, OnError, 96, 560},
    PrinterModel{"epson-tm-t88vi", 512, 180, true, Presenter::None, false, Yes, Always, 96, 700},
    PrinterModel{"hprt-tp80k", 576, 203, true, Presenter::None, false, No, OnError, 96, 480},
    PrinterModel{"snbc-bt-t080", 576, 203, true, Presenter::None, false, No, OnError, 96, 480},
    PrinterModel{"custom-kpm150h", 576, 203, true, Presenter::None, true, No, OnError, 96, 480},
    PrinterModel{"custom-kpm210", 576, 203, true, Presenter::CustomGsE, true, No, OnError, 96, 480},
    PrinterModel{"citizen-pmu2300iii", 576, 203, true, Presenter::CitizenGsR, false, No, Always, 96, 480},
};

}  // namespace

std::span<const PrinterModel> printer_models() { return kModels; }

const PrinterModel* find_printer_model(std::string_view name) {
  const auto* found = std::ranges::find(kModels, name, &PrinterModel::name);
  return found == kModels.end() ? nullptr : found;
}

const PrinterModel& generic_printer_model() { return kModels.front(); }

}  // namespace bianmin::drivers
