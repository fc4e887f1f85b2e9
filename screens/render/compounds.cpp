#include "screens/render/compounds.h"

#include <algorithm>

namespace bianmin::render {
namespace {

// By what they are about, with spaces between; at one place the longest counts.
constexpr std::string_view kKnown =
    // who, and the documents
    "本人 居民 个人 单位 人员 工作人员 外国人 港澳台 港澳 身份 身份证 居住证 社保卡 社会保障 保障卡 社会 "
    "保障 证件 证书 凭证 凭条 原件 号码 编号 有效 有效期 永久 居留 居住 居住地 电子 二维码 条码 指纹 信息 "
    "姓名 性别 签名 "
    // services
    "政务 服务 平台 事项 业务 社会保险 社保 保险 养老 医疗 失业 工伤 生育 公积金 住房 所得税 纳税 明细 开具 "
    "异地 就医 签注 城乡 基本 参保 缴费 记录 登记 变更 地址 查询 打印 证明 户籍 健康 婚育 收养 租赁 备案 "
    "街道 社区 派出所 公安局 人口 出入境 管理 基金 中心 大厅 窗口 材料 费用 时限 办理 办件 受理 办结 进度 "
    "结果 咨询 部门 权益 声明 法律 责任 "
    // the terminal and its parts
    "终端 屏幕 读卡 读卡区 读卡器 扫码 扫描 卡槽 卡套 芯片 出纸口 打印机 打印纸 切刀 盖子 按钮 图标 拼音 "
    "字母 汉字 手机 短信 密码 网络 设备 模块 配置 程序 日志 波特率 供应商 "
    // what is done
    "申请 提交 填写 输入 核对 核验 核实 确认 选择 修改 保存 存入 发送 清除 取消 退出 继续 返回 开始 结束 "
    "完成 中断 恢复 启动 重启 更换 准备 出示 插入 取出 取走 取回 领取 换领 拿开 平放 移动 使用 联系 检查 "
    "连接 授权 识别 应答 答复 说明 提供 需要 评价 阅读 同意 感谢 保护 参考 保管 显示 搜索 查找 交给 拨打 "
    "打开 读取 处理 等待 变化 列出 遗留 损坏 丢失 "
    // how, when, what
    "内容 原因 方式 名称 范围 条件 列表 栏目 方框 表情 下方 上方 最近 刚刚 正在 暂时 已经 可以 可能 可用 "
    "不能 没有 不是 如果 如果是 如果不是 如需 帮助 尚未 自动 重新 重复 完整 其他 任何 全部 部分 以下 以上 "
    "一并 一次 一张 片刻 稍候 稍后 之后 之前 时间 日期 困难 反应 响应 实体 真实 工作日 然后 或者 仍然 影响 "
    "无法 无需 操作 生效 安全 方便 ";

std::size_t length_of_character(char lead) {
  const auto bits = static_cast<unsigned char>(lead);
  return bits < 0x80 ? 1 : bits < 0xE0 ? 2 : bits < 0xF0 ? 3 : 4;
}

// Sorted, so that all that begin alike stand together.
const std::vector<std::string_view>& sorted() {
  static const auto kSorted = [] {
    std::vector<std::string_view> all;
    for (std::size_t at = 0; at < kKnown.size();) {
      const auto end = kKnown.find(' ', at);
      all.push_back(kKnown.substr(at, end - at));
      at = end + 1;
    }
    std::ranges::sort(all);
    return all;
  }();
  return kSorted;
}

// In bytes; 0 where none begins.
std::size_t longest_at(std::string_view rest) {
  const auto first = rest.substr(0, length_of_character(rest.front()));
  std::size_t longest = 0;
  for (auto known = std::ranges::lower_bound(sorted(), first); known != sorted().end() && known->starts_with(first);
       ++known) {
    if (rest.starts_with(*known)) longest = std::max(longest, known->size());
  }
  return longest;
}

}  // namespace

std::vector<ByteRange> compounds_in(std::string_view words) {
  std::vector<ByteRange> found;
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t length = longest_at(words.substr(at));
    if (length > 0) found.push_back({at, at + length});
    at += length > 0 ? length : length_of_character(words[at]);
  }
  return found;
}

}  // namespace bianmin::render
