#include "screens/scene/build.h"

#include <cassert>

namespace bianmin::scene {
namespace {

Node leaf(Content content, Style style = {}) {
  Node node;
  node.style = style;
  node.content = std::move(content);
  return node;
}

}  // namespace

Node paged(Paged how, Style style, std::vector<Node> items) {
  Node node = leaf(std::move(how), style);
  node.children = std::move(items);
  return node;
}

Node text(std::string words, TextLook look, Style style) { return leaf(Text{std::move(words), look}, style); }

Node picture(std::string name, int width, int height, Ink ink, Style style) {
  return leaf(Picture{std::move(name), width, height, ink}, style);
}

Node icon(std::string name, int size, Ink ink) { return picture(std::move(name), size, size, ink); }

Node photo(int columns, int rows, Bytes rgb, int height) {
  assert(rgb.size() == std::size_t{3} * static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
  return leaf(Photo{columns, rows, std::move(rgb), height});
}
Node code(std::string bytes, int size) { return leaf(Code{std::move(bytes), size}); }

Node progress(int done, int total) { return leaf(Progress{done, total}); }

Node spinner(int size) { return leaf(Spinner{size}); }

Node countdown(int seconds_left, int seconds_total, int size) {
  return leaf(Countdown{seconds_left, seconds_total, size});
}

Node grow_space(int weight) { return leaf({}, {.width = grow(weight), .height = grow(weight)}); }

Node divider() { return leaf({}, {.height = fixed(2), .surface = Surface::Disabled}); }

Node touchable(Target target, Node node) {
  node.target = std::move(target);
  return node;
}

}  // namespace bianmin::scene
