#pragma once
// Builders: a screen reads from top to bottom as it looks.
//
//     column({.gap = 24},
//            text("请核对以下内容", {.size = TextSize::Title, .weight = Weight::Bold}),
//            rows,                                    // a std::vector<Node> or std::optional<Node> is spliced in
//            row({.gap = 16}, back, grow_space(), submit))
#include <concepts>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "screens/scene/node.h"

namespace bianmin::scene {

namespace detail {
inline void append(std::vector<Node>& into, Node node) { into.push_back(std::move(node)); }
inline void append(std::vector<Node>& into, std::vector<Node> nodes) {
  for (auto& node : nodes) into.push_back(std::move(node));
}
inline void append(std::vector<Node>& into, std::optional<Node> node) {
  if (node) into.push_back(std::move(*node));
}
}  // namespace detail

template <typename T>
concept Children =
    std::same_as<std::remove_cvref_t<T>, Node> || std::same_as<std::remove_cvref_t<T>, std::vector<Node>> ||
    std::same_as<std::remove_cvref_t<T>, std::optional<Node>>;

template <Children... C>
[[nodiscard]] Node container(Flow flow, Style style, C&&... children) {
  Node node;
  node.flow = flow;
  node.style = style;
  node.children.reserve(sizeof...(children));
  (detail::append(node.children, std::forward<C>(children)), ...);
  return node;
}
template <Children... C>
[[nodiscard]] Node column(Style style, C&&... children) {
  return container(Flow::Column, style, std::forward<C>(children)...);
}
template <Children... C>
[[nodiscard]] Node row(Style style, C&&... children) {
  return container(Flow::Row, style, std::forward<C>(children)...);
}
template <Children... C>
[[nodiscard]] Node wrap(Style style, C&&... children) {
  return container(Flow::Wrap, style, std::forward<C>(children)...);
}
// All columns are equally wide; the children of one line are equally tall.
template <Children... C>
[[nodiscard]] Node grid(Columns columns, Style style, C&&... children) {
  Node node = container(Flow::Grid, style, std::forward<C>(children)...);
  node.columns = columns;
  return node;
}
template <Children... C>
[[nodiscard]] Node stack(Style style, C&&... children) {
  return container(Flow::Stack, style, std::forward<C>(children)...);
}
// See Paged: pages of `items`, as many on each as there is room for.
[[nodiscard]] Node paged(Paged how, Style style, std::vector<Node> items);

[[nodiscard]] Node text(std::string words, TextLook look = {}, Style style = {});
[[nodiscard]] Node picture(std::string name, int width, int height, Ink ink = Ink::Normal, Style style = {});
[[nodiscard]] Node icon(std::string name, int size = 64, Ink ink = Ink::Normal);
// `rgb` holds columns × rows × 3 bytes.
[[nodiscard]] Node photo(int columns, int rows, Bytes rgb, int height = 240);
[[nodiscard]] Node code(std::string bytes, int size = 360);
[[nodiscard]] Node progress(int done, int total);
[[nodiscard]] Node spinner(int size = 96);
[[nodiscard]] Node countdown(int seconds_left, int seconds_total, int size = 240);
// Pushes its neighbours apart.
[[nodiscard]] Node grow_space(int weight = 1);
// A line between two things.
[[nodiscard]] Node divider();

// The whole of `node` becomes the target.
[[nodiscard]] Node touchable(Target target, Node node);

}  // namespace bianmin::scene
