#pragma once
// What the dock says, in both languages: one table.
#include <string>
#include <string_view>

#include "kiosk/base/language.h"

namespace bianmin::dock {

struct Said {
  std::string_view chinese;
  std::string_view english;
  [[nodiscard]] std::string in(Language language) const {
    return std::string{language == Language::Chinese ? chinese : english};
  }
  // {} is replaced by `what`.
  [[nodiscard]] std::string with(Language language, std::string_view what) const;
  [[nodiscard]] std::string with(Language language, long number) const {
    return with(language, std::to_string(number));
  }
};

namespace words {

inline constexpr Said kTitle{"便民 工作台 · Dock", "Bianmin Workbench · Dock"};
inline constexpr Said kOperator{"平台受理页 {}", "Operator's page {}"};
inline constexpr Said kOtherLanguage{"English", "中文"};

inline constexpr Said kNotRunning{"未运行", "Not running"};
inline constexpr Said kJoinsByItself{"程序启动后会自动接上。", "It is joined as soon as it runs."};
inline constexpr Said kNoSocket{"启动工作台时没有给出 --{}。", "The dock was started without --{}."};

inline constexpr Said kUnplugged{"已拔下", "Unplugged"};
inline constexpr Said kOffNetwork{"已离线", "Off the network"};
inline constexpr Said kTimesRead{"已读 {} 次", "Reads: {}"};

inline constexpr Said kReader{"身份证读卡器", "Card reader"};
inline constexpr Said kLayCard{"点一张卡放上，再点拿走", "Press to lay, again to take"};
inline constexpr Said kLies{"在读卡区", "On the reader"};
inline constexpr Said kSocialSecurityCard{"社会保障卡", "Social security card"};
inline constexpr Said kInSlot{"在卡槽里", "In its slot"};
inline constexpr Said kSlotNotRunning{
    "社保卡卡槽未运行，启动后会自动接上。",
    "The slot for social security cards is not running; it is joined as soon as it is."};
inline constexpr Said kPullMidRead{"中途抽走", "Pull early"};
inline constexpr Said kDamaged{"卡损坏", "Damaged"};
inline constexpr Said kRubbish{"乱码", "Noise"};
inline constexpr Said kSilence{"不应答", "Mute"};
inline constexpr Said kUnplug{"拔线", "Unplug"};

inline constexpr Said kScanner{"扫码器", "Code scanner"};
inline constexpr Said kShown{"正在出示", "Being shown"};
inline constexpr Said kLooking{"正在等码", "Looking for a code"};

inline constexpr Said kPrinter{"打印机", "Printer"};
inline constexpr Said kPrinting{"正在打印", "Printing"};
inline constexpr Said kStopped{"已停下", "Stopped"};
inline constexpr Said kTicketsCut{"已出 {} 张", "Tickets: {}"};
inline constexpr Said kNothingInMouth{"出纸口没有凭条", "No ticket in the slot"};
inline constexpr Said kLastTicket{"看上一张", "View the last one"};
inline constexpr Said kTake{"取走凭条", "Take the ticket"};
inline constexpr Said kEnlarge{"放大凭条", "Enlarge the ticket"};
inline constexpr Said kShrink{"关闭", "Close"};
inline constexpr Said kPaper{"纸卷", "Paper"};
inline constexpr Said kPaperFull{"充足", "Full"};
inline constexpr Said kPaperNear{"将尽", "Low"};
inline constexpr Said kPaperOut{"用完", "Out"};
inline constexpr Said kCover{"上盖打开", "Cover"};
inline constexpr Said kCutter{"切刀卡住", "Jam"};
inline constexpr Said kHead{"机头过热", "Hot head"};
inline constexpr Said kHangUp{"断开一次", "Hang up"};
inline constexpr Said kLeaveNetwork{"断网", "Offline"};

inline constexpr Said kPlatform{"政务平台与网络", "Platform"};
inline constexpr Said kSlow{"慢 3 秒", "Slow 3 s"};
inline constexpr Said kRefuse{"不予受理", "Refuse"};
inline constexpr Said kError{"报 503", "503"};
inline constexpr Said kDropReply{"丢回复", "No reply"};
inline constexpr Said kNetworkDown{"断网", "Offline"};
inline constexpr Said kForbid{"禁用终端", "Forbid"};

inline constexpr Said kStored{"已收 {} 件", "Stored: {}"};
inline constexpr Said kNothingYet{"还没有收到申请", "Nothing has arrived yet"};
inline constexpr Said kCameAgain{"重复送达 {} 次，只收一件", "came again ({}), taken once"};

inline constexpr Said kCitizen{"身份证", "ID"};
inline constexpr Said kPermit{"居住证", "residence permit"};
inline constexpr Said kForeigner{"外国人永久居留身份证", "foreign permanent resident"};
inline constexpr Said kOtherKind{"证件", "card"};
inline constexpr Said kComma{"，", ", "};

}  // namespace words
}  // namespace bianmin::dock
