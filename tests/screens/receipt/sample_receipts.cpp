#include "tests/screens/receipt/sample_receipts.h"

#include <string>
#include <vector>

namespace bianmin::receipt {
namespace {

std::string two_digits(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

}  // namespace

Document social_insurance_record() {
  std::vector<std::vector<std::string>> rows;
  for (int i = 0; i < 18; ++i) {
    const int year = 2025 + (i + 5) / 12;
    const int month = (i + 5) % 12 + 1;
    const int base = i < 6 ? 8240 : 9150;
    rows.push_back({std::to_string(year) + "-" + two_digits(month), i < 6 ? "云山市第二纺织机械厂" : "云山数科有限公司",
                    std::to_string(base) + ".00",
                    std::to_string(base * 105 / 1000) + "." + two_digits(base * 105 / 10 % 100)});
  }
  return {Language::Chinese,
          {
              Emblem{"云山市政务服务中心", "便民自助服务终端  城东大厅 03 号机"},
              Rule{RuleStyle::Solid},
              Heading{"社会保险缴费记录", ""},
              Text{"云山市社会保险基金管理中心"},
              Number{"办件编号", "SB 2026 1107 0042"},
              Rule{},
              Field{"姓名", "欧阳若曦"},
              Field{"证件号码", "3301**********0028"},
              Field{"查询范围", "2025-06 – 2026-11"},
              Field{"险种", "职工基本养老保险"},
              Rule{},
              Table{{{"月份", 3, Align::Start},
                     {"单位", 4, Align::Start},
                     {"缴费基数", 3, Align::End},
                     {"个人缴费", 3, Align::End}},
                    rows},
              Rule{},
              Field{"缴费月数", "18"},
              Field{"个人缴费合计（元）", "16,720.20"},
              Field{"单位缴费合计（元）", "25,480.00"},
              Rule{},
              Field{"办理时间", "2026-11-22 10:42"},
              Field{"办理地点", "云山市城东大道 88 号政务服务大厅一楼"},
              Code{"https://zw.yunshan.example/r/SB202611070042?v=7Qm2", "扫码查看办理结果"},
              Text{"本凭条供本人参考。需要加盖公章的证明，请到社会保险服务窗口办理。", TextSize::Small},
          }};
}

Document address_change() {
  return {
      Language::English,
      {
          Emblem{"Yunshan City Service Centre", "Bianmin self-service terminal 03, East Hall"},
          Rule{RuleStyle::Solid},
          Heading{"Change of address", "Residence permit"},
          Text{"Your application has been accepted. The new address takes effect after review.", TextSize::Body},
          Number{"Reference number", "JZ 2026 1122 0107"},
          Rule{},
          Field{"Name", "Wolfeschlegelsteinhausenbergerdorff-Papadopoulos, Maria Alexandrina Konstantinovna"},
          Field{"Document number", "933*********009"},
          Field{"New address",
                "Room 1204, Block 7, Harmony Garden, 219 North Riverside Avenue, Chengdong District, Yunshan"},
          Field{"Registered at", "Chengdong District Public Security Bureau"},
          Field{"Submitted", "22 November 2026, 10:42"},
          Field{"Result expected by", "1 December 2026"},
          Rule{},
          Text{"What happens next", TextSize::Body, Align::Start, true},
          Text{"You will receive a text message when the review is complete. Bring your permit to any service hall to "
               "have the new address written onto it."},
          Code{"https://zw.yunshan.example/r/JZ202611220107?v=p4Zt", "Scan to follow your application"},
          Text{"Questions? Call 12345, at any time.", TextSize::Small},
      }};
}

Document rare_name() {
  return {Language::Chinese,
          {
              Emblem{"", ""},
              Heading{"居住证地址变更", "受理凭条"},
              Number{"办件编号", "JZ 2026 1122 0311"},
              Rule{RuleStyle::Solid},
              Field{"姓名", "㛃𠮷䶮\U000F1234"},
              Field{"曾用名", "阿卜杜热合曼·麦麦提依明·吐尔逊"},
              Field{"新地址", "云山市城西区垚鑫路 6 弄 19 号 2 单元 301 室"},
              Table{{{"材料", 4, Align::Start}, {"份数", 1, Align::End}, {"状态", 2, Align::End}},
                    {{"居住证（正反面）", "1", "已核验"}, {"房屋租赁合同", "1", "已收取"}}},
              Rule{},
              Text{"请在 2026 年 12 月 1 日前留意短信通知。", TextSize::Large, Align::Start, true},
              Code{"https://zw.yunshan.example/r/JZ202611220311?v=a9Lk", "扫码查看办理进度"},
              Text{"补打", TextSize::Small, Align::Centre},
          }};
}

}  // namespace bianmin::receipt
