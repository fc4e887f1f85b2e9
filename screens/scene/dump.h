#pragma once
// A laid page as text, one line an item: goldens, automation and bug reports read it.
//
//     scene home "请选择服务" zh-CN 1080x1920
//     box 48,300 984x200 fill=#FFFFFF line=#C4D0E0/2 radius=24
//     text 80,330 400x68 bold 48 #12233D "社保缴费记录查询"
//     target 48,300 984x200 button open:social-insurance "社保缴费记录查询" [selected] [disabled] [hold]
#include <string>

#include "screens/scene/layout.h"

namespace bianmin::scene {

[[nodiscard]] std::string dump(const Laid& laid);
// The targets alone, without boxes: what automation needs, and goldens that outlive a change of spacing.
[[nodiscard]] std::string dump_targets(const Laid& laid);

}  // namespace bianmin::scene
