#include "screens/scene/dump.h"

#include <cmath>
#include <cstdio>

namespace bianmin::scene {
namespace {

std::string quoted(const std::string& words) {
  std::string out = "\"";
  for (const char c : words) {
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string place(const Rect& box) {
  return std::to_string(box.x) + "," + std::to_string(box.y) + " " + std::to_string(box.width) + "x" +
         std::to_string(box.height);
}

std::string hex(Colour colour) {
  char text[16];
  std::snprintf(text, sizeof text, colour.alpha == 255 ? "#%02X%02X%02X" : "#%02X%02X%02X/%02X", colour.red,
                colour.green, colour.blue, colour.alpha);
  return text;
}

std::string parts(int some, int all) { return std::to_string(some) + "/" + std::to_string(all); }

struct Line {
  const Rect& box;
  std::string operator()(const LaidBox& laid) const {
    std::string line = "box " + place(box);
    if (laid.fill.alpha > 0) line += " fill=" + hex(laid.fill);
    if (laid.line_width > 0) line += " line=" + hex(laid.line) + "/" + std::to_string(laid.line_width);
    if (laid.radius > 0) line += " radius=" + std::to_string(laid.radius);
    return laid.shadow ? line + " shadow" : line;
  }
  std::string operator()(const LaidText& laid) const {
    return "text " + place(box) + (laid.style.weight == Weight::Bold ? " bold " : " regular ") +
           std::to_string(std::lround(laid.style.pixels)) + " " + hex(laid.colour) + " " + quoted(laid.words);
  }
  std::string operator()(const LaidPicture& laid) const {
    return "picture " + place(box) + " " + laid.name + " " + hex(laid.colour);
  }
  std::string operator()(const LaidPhoto& laid) const {
    return "photo " + place(box) + " " + parts(laid.columns, laid.rows);
  }
  std::string operator()(const LaidCode& laid) const { return "code " + place(box) + " " + quoted(laid.bytes); }
  std::string operator()(const LaidProgress& laid) const {
    return "progress " + place(box) + " " + parts(laid.done, laid.total);
  }
  std::string operator()(const LaidSpinner&) const { return "spinner " + place(box); }
  std::string operator()(const LaidRing& laid) const {
    return "ring " + place(box) + " " + parts(laid.left, laid.total);
  }
};

const char* name(Role role) {
  switch (role) {
    case Role::Button:
      return "button";
    case Role::Choice:
      return "choice";
    case Role::Tab:
      return "tab";
    case Role::Key:
      return "key";
    case Role::Field:
      return "field";
    case Role::Checkbox:
      return "checkbox";
  }
  return "target";
}

std::string target_line(const Target& target) {
  std::string line = std::string{name(target.role)} + " " + target.action.value + " " + quoted(target.label);
  if (target.selected) line += " selected";
  if (!target.enabled) line += " disabled";
  if (target.hold) line += " hold";
  return line;
}

std::string headline(const Laid& laid) {
  return "scene " + laid.scene + " " + quoted(laid.title) + " " + std::string{tag(laid.language)};
}

}  // namespace

std::string dump(const Laid& laid) {
  std::string text =
      headline(laid) + " " + std::to_string(laid.viewport.width) + "x" + std::to_string(laid.viewport.height) + "\n";
  for (const auto& item : laid.items) text += std::visit(Line{item.box}, item.shape) + "\n";
  for (const auto& hit : laid.hits) text += "target " + place(hit.box) + " " + target_line(hit.target) + "\n";
  for (const auto& problem : laid.overflow) text += describe(problem) + "\n";
  return text;
}

std::string dump_targets(const Laid& laid) {
  std::string text = headline(laid) + "\n";
  for (const auto& hit : laid.hits) text += target_line(hit.target) + "\n";
  return text;
}

}  // namespace bianmin::scene
