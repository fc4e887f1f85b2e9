#include "demo/dock/page.h"

#include <utility>

#include "demo/dock/bench_colours.h"
#include "demo/dock/sections.h"
#include "screens/scene/flow_layout.h"
#include "screens/scene/theme.h"

namespace bianmin::dock {

using namespace scene;

namespace {

Node header(const Bench& bench) {
  const auto language = bench.language;
  std::optional<Node> aside;
  if (!bench.refusal.empty()) {
    aside = row({.padding = sides(20, 8),
                 .gap = 12,
                 .width = grow(),
                 .align = Align::Center,
                 .surface = Surface::Care,
                 .radius = 16},
                icon("warn", 40, Ink::Care), small(breakable(bench.refusal), {.max_lines = 1}, {.width = grow()}));
  } else if (!bench.operator_url.empty()) {
    aside = small(words::kOperator.with(language, breakable(bench.operator_url)),
                  {.ink = Ink::Soft, .align = TextAlign::End, .max_lines = 1}, {.width = grow()});
  } else {
    aside = grow_space();
  }
  const auto other = words::kOtherLanguage.in(language);
  return row({.padding = sides(32, 10), .gap = 32, .align = Align::Center, .surface = Surface::Brand},
             text(words::kTitle.in(language), {.size = TextSize::Lead, .weight = Weight::Bold}), std::move(aside),
             touchable({.action = {std::string{kSwitchLanguage}}, .label = other},
                       column({.padding = sides(28, 8),
                               .min_width = 160,
                               .min_height = 96,
                               .justify = Justify::Center,
                               .surface = Surface::Brand,
                               .border = Border::Line,
                               .radius = 16},
                              small(other, {.align = TextAlign::Center}))));
}

Node body(const Bench& bench) {
  auto reader = reader_section(bench);
  auto scanner = scanner_section(bench);
  auto platform = platform_section(bench);
  auto printer = printer_section(bench);
  scanner.style.width = grow(5);
  platform.style.width = grow(6);
  printer.style.width = fixed(504);
  return row({.padding = all(24), .gap = 24},
             column({.gap = 24, .width = grow()}, std::move(reader),
                    row({.gap = 24, .height = grow()}, std::move(scanner), std::move(platform))),
             std::move(printer));
}

// The ticket alone, as large as the window allows; a press anywhere closes it.
Node enlarged(Language language) {
  return touchable({.action = {std::string{kShrink}}, .label = words::kShrink.in(language)},
                   column({.height = grow()}));
}

// The largest part of the window that has the shape of kWindow: it decides how large everything is.
Viewport proportioned(Size window) {
  const int width = std::min(window.width, window.height * kWindow.width / kWindow.height);
  return {width, width * kWindow.height / kWindow.width};
}

}  // namespace

Page page_of(const Bench& bench, Size window, TextMeasure& measure) {
  const Theme theme{{}};
  Page page;
  auto& laid = page.laid;
  laid.scene = "dock";
  laid.title = words::kTitle.in(bench.language);
  laid.language = bench.language;
  laid.viewport = {window.width, window.height};
  laid.background = theme.fill(Surface::Paper);
  laid.focus_ring = theme.focus_ring();
  laid.spoken.push_back({laid.title, false});

  const FlowLayout flow{theme, proportioned(window), bench.language, measure, Squeeze::None};
  const auto top = header(bench);
  const int top_height = flow.height_at(top, window.width);
  flow.place(top, {0, 0, window.width, top_height}, Surface::Paper, laid);
  flow.place(body(bench), {0, top_height, window.width, window.height - top_height}, Surface::Paper, laid);

  const auto printer = bench.printer.value_or(PrinterState{});
  const auto box_of = [&](std::string_view action) {
    const auto* hit = laid.hit_of({std::string{action}});
    return hit == nullptr ? Rect{} : hit->box;
  };
  if (bench.enlarged && !printer.last_cut.empty()) {
    laid.hits.clear();
    laid.spoken.clear();
    const Rect whole{0, 0, window.width, window.height};
    laid.items.push_back({whole, LaidBox{theme.fill(Surface::Overlay), {}, 0, 0, false}});
    flow.place(enlarged(bench.language), whole, Surface::Paper, laid);
    page.ticket = {printer.last_cut, box_of(kShrink).grown(-flow.px(40)), false};
  } else if (!printer.in_mouth.empty()) {
    page.ticket = {printer.in_mouth, box_of(kEnlarge), true};
  }
  dress(laid);
  return page;
}

}  // namespace bianmin::dock
