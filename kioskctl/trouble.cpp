#include "kioskctl/trouble.h"

#include <utility>

namespace bianmin::kioskctl {
namespace {

using drivers::CardLinkFault;
using drivers::CardProblem;
using drivers::IdCardReaderFault;
using drivers::TransportFault;

constexpr std::string_view kStopTerminal = "systemctl stop bianmin-terminal.service";

Trouble at(const std::string& place, Exit exit, std::string_view word, const std::string& chinese,
           const std::string& english) {
  return {exit, word, {place + "：" + chinese, place + ": " + english}};
}

Trouble missing(const std::string& place) {
  return at(place, Exit::NotOpened, "missing",
            "没有这台读卡器。请检查接线和电源；kioskctl card list 会列出已接上的设备",
            "there is no such reader. Check its cable and power; kioskctl card list shows what is attached");
}

Trouble forbidden(const std::string& place) {
  return at(place, Exit::NotOpened, "forbidden",
            "当前用户无权打开。请以 root 或 dialout 组成员的身份运行，并安装 config/udev/60-bianmin.rules",
            "this user may not open it. Run as root or as a member of the group dialout, and install "
            "config/udev/60-bianmin.rules");
}

Trouble busy(const std::string& place) {
  return at(place, Exit::NotOpened, "busy", "正被另一个程序占用。请先停止终端：" + std::string{kStopTerminal},
            "another program holds it. Stop the terminal first: " + std::string{kStopTerminal});
}

Trouble unplugged(const std::string& place) {
  return at(place, Exit::ReaderFault, "unplugged", "读卡器在使用中断开。请插紧接头，更换接线后再试",
            "the reader went away while it was in use. Push the plug home, change the cable, and try again");
}

Trouble no_answer(const std::string& place) {
  return at(place, Exit::ReaderFault, "no-answer",
            "已打开，但没有应答。请检查电源；串口请确认速率，例如 --serial '/dev/ttyUSB0?baud=9600'",
            "it is open and says nothing. Check its power; on a serial line try another speed, as in --serial "
            "'/dev/ttyUSB0?baud=9600'");
}

Trouble garbled(const std::string& place) {
  return at(
      place, Exit::ReaderFault, "garbled-answer",
      "应答无法识别。请确认这是身份证读卡器，并检查速率和接线；--trace 可查看收发的内容",
      "its answers make no sense. Make sure that it is a resident-ID reader, check speed and cable; --trace shows "
      "what was said");
}

Trouble stopped(const std::string& place) { return at(place, Exit::ReaderFault, "stopped", "已中断", "stopped"); }

}  // namespace

Trouble trouble_of(TransportFault fault, const std::string& place) {
  switch (fault) {
    case TransportFault::Missing:
      return missing(place);
    case TransportFault::Forbidden:
      return forbidden(place);
    case TransportFault::Busy:
      return busy(place);
    case TransportFault::Broken:
      return unplugged(place);
    case TransportFault::Stalled:
      return garbled(place);
  }
  std::unreachable();
}

Trouble trouble_of(IdCardReaderFault fault, const std::string& place) {
  switch (fault) {
    case IdCardReaderFault::Unplugged:
      return unplugged(place);
    case IdCardReaderFault::NoAnswer:
      return no_answer(place);
    case IdCardReaderFault::GarbledAnswer:
      return garbled(place);
    case IdCardReaderFault::NotAuthorised:
      return at(place, Exit::ReaderFault, "not-authorised", "安全模块未获授权，无法读证。请联系读卡器供应商",
                "its security module has no authorisation and reads no cards. Ask the reader's vendor");
    case IdCardReaderFault::Broken:
      return at(
          place, Exit::ReaderFault, "broken", "安全模块自检失败。请断电后重新接上；仍失败请更换读卡器",
          "its security module failed its self-test. Unplug it and plug it in again; if that does not help, replace "
          "the reader");
    case IdCardReaderFault::Stopped:
      return stopped(place);
  }
  std::unreachable();
}

Trouble trouble_of(CardLinkFault fault, const std::string& place, const std::string& detail) {
  const std::string more = detail.empty() ? "" : " (" + detail + ")";
  switch (fault) {
    case CardLinkFault::Removed:
      return trouble_of(CardProblem::Removed, place);
    case CardLinkFault::Mute:
      return trouble_of(CardProblem::Damaged, place);
    case CardLinkFault::InUse:
      return busy(place);
    case CardLinkFault::NoReader: {
      auto trouble = missing(place);
      trouble.sentence.chinese += more;
      trouble.sentence.english += more;
      return trouble;
    }
    case CardLinkFault::NoService:
      return at(place, Exit::NotOpened, "no-service", "pcscd 没有运行。请启动：systemctl start pcscd.socket" + more,
                "pcscd does not run. Start it: systemctl start pcscd.socket" + more);
    case CardLinkFault::Forbidden:
      return at(place, Exit::NotOpened, "forbidden", "pcscd 不允许当前用户使用。请以 root 身份运行" + more,
                "pcscd does not admit this user. Run as root" + more);
    case CardLinkFault::NoAnswer:
      return at(
          place, Exit::ReaderFault, "no-answer",
          "pcscd 或读卡器驱动没有应答。请重新插上读卡器，必要时重启 pcscd" + more,
          "pcscd or the reader's driver says nothing. Plug the reader in again, and restart pcscd if need be" + more);
    case CardLinkFault::Stopped:
      return stopped(place);
  }
  std::unreachable();
}

Trouble trouble_of(CardProblem problem, const std::string& place) {
  const auto unreadable = [&](std::string_view word, const std::string& chinese, const std::string& english) {
    return at(place, Exit::CardUnreadable, word, chinese, english);
  };
  switch (problem) {
    case CardProblem::Removed:
      return unreadable("card-removed", "证件取走得太早。请放好证件，读完再取",
                        "the card was taken away too soon. Leave it on the reader until it has been read");
    case CardProblem::Damaged:
      return unreadable("card-damaged", "证件有应答，但读不出来。请换一张证件；都读不出则检查读卡器",
                        "the card answers and cannot be read. Try another card; if none can be read, check the reader");
    case CardProblem::WrongKind:
      return unreadable("wrong-card", "这不是本读卡器能读的证件。请放居民身份证、居住证或永久居留证，或社会保障卡",
                        "this is no card for this reader. Lay an identity card or residence permit, or insert a social "
                        "security card");
    case CardProblem::Garbled:
      return unreadable("card-garbled", "读出的内容不合规范。请换一张证件再试；--trace 可查看收发的内容",
                        "what was read makes no sense. Try another card; --trace shows what was said");
  }
  std::unreachable();
}

Trouble no_card(const std::string& place) {
  return at(place, Exit::NoCard, "no-card", "等待时间内没有证件。请放好证件，或用 --timeout 延长等待时间",
            "no card came in time. Lay a card on the reader, or wait longer with --timeout");
}

}  // namespace bianmin::kioskctl
