#include "drivers/receipt_printer/receipt_printer.h"

namespace bianmin::drivers {

std::string_view to_string(PrinterFault fault) {
  switch (fault) {
    case PrinterFault::NoPaper:
      return "NoPaper";
    case PrinterFault::CoverOpen:
      return "CoverOpen";
    case PrinterFault::PaperJam:
      return "PaperJam";
    case PrinterFault::CutterStuck:
      return "CutterStuck";
    case PrinterFault::HeadHot:
      return "HeadHot";
    case PrinterFault::Offline:
      return "Offline";
    case PrinterFault::Broken:
      return "Broken";
    case PrinterFault::Silent:
      return "Silent";
    case PrinterFault::Unplugged:
      return "Unplugged";
    case PrinterFault::TooWide:
      return "TooWide";
    case PrinterFault::TookTooLong:
      return "TookTooLong";
    case PrinterFault::Cancelled:
      return "Cancelled";
  }
  return "?";
}

std::string_view to_string(PaperLevel paper) {
  switch (paper) {
    case PaperLevel::Plenty:
      return "Plenty";
    case PaperLevel::NearEnd:
      return "NearEnd";
    case PaperLevel::Out:
      return "Out";
  }
  return "?";
}

std::string_view to_string(PrintOutcome outcome) {
  switch (outcome) {
    case PrintOutcome::Confirmed:
      return "Confirmed";
    case PrintOutcome::Failed:
      return "Failed";
    case PrintOutcome::Unknown:
      return "Unknown";
  }
  return "?";
}

// An open cover comes first: it makes the paper sensors and the cutter lie, and mending begins with it.
std::optional<PrinterFault> PrinterStatus::fault() const {
  if (cover_open) return PrinterFault::CoverOpen;
  if (paper_jam) return PrinterFault::PaperJam;
  if (cutter_fault) return PrinterFault::CutterStuck;
  if (paper == PaperLevel::Out) return PrinterFault::NoPaper;
  if (broken) return PrinterFault::Broken;
  if (head_hot) return PrinterFault::HeadHot;
  if (offline) return PrinterFault::Offline;
  return std::nullopt;
}

}  // namespace bianmin::drivers
