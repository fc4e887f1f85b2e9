#pragma once
// One message of each kind, every field filled with something of its own.
#include <vector>

#include "drivers/host/messages.h"

namespace bianmin::tests {

inline drivers::IdCard full_card() {
  drivers::IdCard card;
  card.kind = drivers::IdCardKind::ForeignPermanent2023;
  card.name = "莫梅里𠮷";
  card.english_name = "MERRY MO";
  card.sex = drivers::Sex::NotStated;
  card.ethnicity_code = "01";
  card.birth = *drivers::Date::from(1985, 1, 2);
  card.address = "北京市朝阳区";
  card.number = "932682198501010017";
  card.number_check_right = false;
  card.issuer = "国家移民管理局";
  card.valid_from = *drivers::Date::from(2023, 12, 1);
  card.valid_until = drivers::Date::from(2033, 12, 1);
  card.nationality = "GBR";
  card.permit_number = "H12345678";
  card.issue_count = "02";
  card.newer_addresses = {"上海市", "广州市"};
  card.fingerprints = {Bytes(512, 0x46), Bytes{}};
  card.management_number = "449801201804200000000017";
  card.photo = drivers::CardPhoto{2, 1, {1, 2, 3, 4, 5, 6}};
  return card;
}

inline drivers::SocialSecurityCard full_social_security_card() {
  drivers::SocialSecurityCard card;
  card.number = "44980119850312001X";
  card.number_check_right = false;
  card.name = "龚䶮𠮷";
  card.sex = drivers::Sex::Female;
  card.ethnicity_code = "08";
  card.birth = drivers::Date::from(1985, 3, 12);
  card.card_number = "A12345678";
  card.issuer = "449801000000";
  card.valid_from = drivers::Date::from(2018, 4, 20);
  card.valid_until = *drivers::Date::from(2038, 4, 20);
  return card;
}

inline std::vector<device::ToDevice> every_order() {
  using namespace device;
  return {StartReading{{1}},
          StartReading{{2}, true},
          StopReading{},
          StartScanning{{0xFFFF'FFFF'FFFF'FFFF}},
          StopScanning{},
          Print{{2}, MonoBitmap{9, 2, {0xFF, 0x80, 0x00, 0x01}}},
          Print{{3}, MonoBitmap{}, true},
          CancelPrint{{4}},
          QueryPrinter{},
          EndVisit{},
          Shutdown{}};
}

inline std::vector<device::FromDevice> every_report() {
  using namespace device;
  drivers::IdCard without_end = full_card();
  without_end.valid_until.reset();
  without_end.photo.reset();
  drivers::SocialSecurityCard long_term = full_social_security_card();
  long_term.valid_until = drivers::WithoutEnd{};
  return {Ready{"sam-v", "05.03"},
          Unready{DeviceTrouble::HardwareFault, "self-test"},
          CardSeen{{1}},
          CardRead{{2}, full_card()},
          CardRead{{3}, without_end},
          SocialSecurityCardRead{{3}, full_social_security_card()},
          SocialSecurityCardRead{{3}, {}},
          SocialSecurityCardRead{{3}, long_term},
          CardUnreadable{{4}, CardFault::Garbled},
          CardLifted{},
          CodeScanned{{5}, "qr", "受理号 A-1"},
          PrinterState{Paper::NearEnd, true, false, true, false, true},
          PrintProgress{{6}, PrintStage::Sent},
          PrintFinished{{7}, PrintOutcome::Failed, 0, PrinterFault::Cancelled},
          PrintFinished{{8}, PrintOutcome::Confirmed, 3, PrinterFault::None},
          Heartbeat{}};
}

}  // namespace bianmin::tests
