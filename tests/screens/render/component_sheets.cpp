#include "component_sheets.h"

#include "screens/scene/kit.h"

namespace bianmin::render {
namespace {

using namespace bianmin::scene;

Scene page(std::string name, std::string title) {
  Scene scene;
  scene.name = std::move(name);
  scene.title = std::move(title);
  scene.place = place_bar("滨江区政务服务中心", "14:05", "终端 A-03");
  scene.always =
      always_bar({always_button({"help"}, "help", "帮助"), always_button({"language"}, "language", "English"),
                  always_button({"larger"}, "larger-text", "大字"), always_button({"contrast"}, "contrast", "高对比"),
                  always_button({"speech"}, "speech", "朗读", true), always_button({"leave"}, "leave", "结束")});
  return scene;
}

Node steps(int current) { return where_bar("居住证地址变更", {"须知", "身份", "填写", "核对", "提交"}, current); }

std::vector<Node> keys(std::string_view caps) {
  std::vector<Node> nodes;
  for (const char cap : caps) nodes.push_back(key({std::string{"key:"} + cap}, {cap}, {cap}));
  return nodes;
}

std::vector<Node> grades() {
  const std::vector<std::string> names{"非常满意", "满意", "基本满意", "不满意", "非常不满意"};
  std::vector<Node> nodes;
  for (int i = 0; i < 5; ++i) {
    nodes.push_back(
        grade_button({"grade:" + std::to_string(5 - i)}, 5 - i, names[static_cast<std::size_t>(i)], i == 1));
  }
  return nodes;
}

}  // namespace

Scene controls_sheet() {
  auto scene = page("controls", "请填写新的居住地址");
  scene.where = steps(2);
  scene.heading = heading(scene.title);
  scene.main = column(
      {.gap = 24},
      grid({.portrait = 1, .landscape = 2}, {.gap = 24},
           field({"field:street"}, {.label = "街道和门牌", .value = "江南大道 100 号", .active = true}),
           field({"field:phone"}, {.label = "手机号码", .placeholder = "11 位数字", .error = "少了 2 位数字，请补全"}),
           field({"field:name"}, {.label = "姓名", .value = "张三", .note = "来自身份证", .enabled = false})),
      grid({.portrait = 1, .landscape = 2, .dense = 2}, {.gap = 16}, choice({"own"}, "自有住房", true, "已登记的房产"),
           choice({"rent"}, "租赁住房", false)),
      checkbox({"agree"}, "我保证以上内容真实", true));
  scene.actions = actions_bar(back_button({"back"}, "返回"), submit_button({"submit"}, "下一步", false));
  return scene;
}

Scene reading_sheet() {
  auto scene = page("reading", "申请已由平台受理");
  scene.place = place_bar("滨江区政务服务中心", "14:05", "终端 A-03", "网络不通");
  scene.where = steps(4);
  scene.heading = heading(scene.title, "请对本次服务做出评价");
  scene.main = column({.gap = 24}, notice(Surface::Good, "受理编号 2026112200017", "五个工作日内办结。"),
                      card({}, {fact("姓名", "张三"), divider(),
                                fact("身份证号", "1101**********002X", true, eye_button({"eye"}, "按住查看"))}),
                      grid({.portrait = 5}, {.gap = 16}, grades()));
  scene.actions = actions_bar({}, submit_button({"finish"}, "完成"));
  return scene;
}

Scene notices_sheet() {
  auto scene = page("notices", "请稍候");
  scene.heading = heading(scene.title);
  scene.main = column(
      {.gap = 24},
      grid({.portrait = 2}, {.gap = 24}, notice(Surface::Bad, "打印机缺纸"), notice(Surface::Care, "请收好证件")),
      row({.gap = 32, .align = Align::Center}, code("https://example.org/r/2026112200017", 240), countdown(7, 30, 160),
          spinner(120), column({.gap = 16, .width = grow()}, text("手机扫码"), progress(2, 5))),
      bullet("1", "身份证原件"), list_button({"more"}, "law", "设定依据", "居住证暂行条例"));
  return scene;
}

Scene keyboard_sheet() {
  auto scene = page("keyboard", "请输入街道和门牌");
  scene.where = steps(2);
  std::vector<Node> words;
  for (const auto* word : {"江南", "讲", "将", "江湖夜雨", "十年灯", "将军", "姜"}) {
    words.push_back(candidate({std::string{"take:"} + std::to_string(words.size())}, word));
  }
  scene.main = column(
      {.gap = 16}, field({"field"}, {.label = "街道和门牌", .value = "江南大道", .active = true}), grow_space(),
      paged({.verb = "more", .previous_label = "前面的字", .next_label = "后面的字", .columns = {0}, .beside = true},
            {.gap = 16, .height = fixed(96)}, words),
      row({.gap = 8}, keys("qwertyuiop")), row({.gap = 8}, grow_space(), keys("asdfghjkl"), grow_space()),
      row({.gap = 8}, icon_key({"shift"}, "shift", "大写", 3), keys("zxcvbnm"),
          icon_key({"delete"}, "backspace", "删除", 3)),
      row({.gap = 8}, key({"digits"}, "123", "数字", 3), key({"latin"}, "中/英", "中文或英文", 3),
          icon_key({"space"}, "space", "空格", 9), key({"done"}, "完成", "完成", 4, true)));
  return scene;
}

Scene card_sheet() {
  auto scene = page("card", "请把身份证放在读卡区");
  scene.where = steps(1);
  scene.heading = heading(scene.title, "读卡区在屏幕左下方");
  scene.main = column({.gap = 24}, illustration("card-on-reader", 800));
  scene.actions = actions_bar(back_button({"back"}, "返回"), quiet_button({"phone"}, "用手机扫码", "scan"));
  return scene;
}

Scene tiles_sheet() {
  auto scene = page("tiles", "请选择您要办理的事项");
  scene.heading = heading(scene.title);
  std::vector<Node> tiles;
  const std::vector<std::pair<const char*, const char*>> services{{"social-insurance", "社保缴费记录"},
                                                                  {"residence-permit", "居住证"},
                                                                  {"certificate", "证明开具"},
                                                                  {"health", "医疗保障"},
                                                                  {"family", "婚育收养"},
                                                                  {"housing", "住房公积金"},
                                                                  {"tax", "个人所得税"},
                                                                  {"traffic", "交通出行"},
                                                                  {"question", "咨询投诉"},
                                                                  {"social-security", "社会保障卡"}};
  for (const auto& [picture, name] : services) {
    tiles.push_back(tile({std::string{"open:"} + picture}, picture, name, tiles.empty() ? "查询和打印" : ""));
  }
  scene.main = column({.gap = 24}, wrap({.gap = 16}, tab({"all"}, "全部", true), tab({"social"}, "社保", false)),
                      paged({.previous_label = "上一页", .next_label = "下一页", .columns = {2}},
                            {.gap = 24, .height = grow()}, tiles));
  scene.actions =
      actions_bar(quiet_button({"search"}, "搜索事项", "search"), quiet_button({"scan"}, "扫码办理", "scan"));
  return scene;
}

Scene dialog_sheet() {
  auto scene = tiles_sheet();
  scene.name = "dialog";
  scene.dialog = dialog(countdown(20, 30), "您还在吗？", "20 秒后将清除您的资料并结束。",
                        {submit_button({"stay"}, "继续办理"), quiet_button({"end"}, "结束办理")});
  return scene;
}

std::vector<Scene> all_sheets() {
  return {controls_sheet(), reading_sheet(), notices_sheet(), keyboard_sheet(),
          card_sheet(),     tiles_sheet(),   dialog_sheet()};
}

}  // namespace bianmin::render
