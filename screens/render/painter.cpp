#include "screens/render/painter.h"

#include <spdlog/spdlog.h>
#include <string.h>

#include "screens/render/item_painter.h"

namespace bianmin::render {
namespace {

using Clock = std::chrono::steady_clock;
using scene::Rect;

constexpr auto kFrame = std::chrono::milliseconds{50};

void wipe(scene::Laid& laid) {
  const auto zero = [](std::string& words) { explicit_bzero(words.data(), words.size()); };
  for (auto& item : laid.items) {
    if (auto* text = std::get_if<scene::LaidText>(&item.shape)) zero(text->words);
    if (auto* photo = std::get_if<scene::LaidPhoto>(&item.shape)) explicit_bzero(photo->rgb.data(), photo->rgb.size());
    if (auto* code = std::get_if<scene::LaidCode>(&item.shape)) zero(code->bytes);
  }
  for (auto& hit : laid.hits) zero(hit.target.label);
  for (auto& spoken : laid.spoken) zero(spoken.words);
  for (auto& problem : laid.overflow) zero(problem.what);
  laid = {};
}

}  // namespace

struct Painter::Inner {
  explicit Inner(Assets assets) : pictures{std::move(assets)} {}

  void resize(scene::Size to) {
    size = to;
    pixels.assign(static_cast<std::size_t>(to.width) * static_cast<std::size_t>(to.height), 0);
    surface.reset(cairo_image_surface_create_for_data(reinterpret_cast<unsigned char*>(pixels.data()),
                                                      CAIRO_FORMAT_RGB24, to.width, to.height, to.width * 4));
  }

  void repaint(const Rect& part, std::optional<std::chrono::milliseconds> since) {
    auto* cairo = cairo_create(surface.get());
    cairo_rectangle(cairo, part.x, part.y, part.width, part.height);
    cairo_clip(cairo);
    const Canvas canvas{cairo, pixels.data(), size.width, part};
    canvas.fill(part, shown.background);
    for (const auto& item : shown.items) {
      if (painted_box(item).overlaps(part)) items.paint(canvas, item, since);
    }
    cairo_destroy(cairo);
  }

  // How far the motion of the page is; its start before the first frame, and its rest where nothing may move.
  [[nodiscard]] std::optional<std::chrono::milliseconds> since() const {
    if (shown.comfort.reduced_motion) return std::nullopt;
    return began ? std::chrono::duration_cast<std::chrono::milliseconds>(frame - *began) : std::chrono::milliseconds{0};
  }

  // Where something moves on the page shown.
  void find_motion() {
    moving.clear();
    if (!shown.comfort.reduced_motion) {
      for (const auto& item : shown.items) {
        if (items.moves(item)) moving.push_back(item.box);
      }
    }
    if (moving.empty()) {
      began.reset();
      due.reset();
    } else if (!due) {
      due = Clock::now() + kFrame;
    }
  }

  TextSetter text;
  Pictures pictures;
  ItemPainter items{text, pictures};
  std::vector<std::uint32_t> pixels;
  Surface surface;
  scene::Size size;
  scene::Laid shown;
  std::vector<Rect> moving;
  std::optional<Clock::time_point> began;
  std::optional<Clock::time_point> due;
  Clock::time_point frame;
};

Painter::Painter(Assets assets) : inner_{std::make_unique<Inner>(std::move(assets))} {}
Painter::~Painter() = default;

scene::TextExtent Painter::measure(std::string_view words, const scene::TextStyle& style, int width) {
  return inner_->text.measure(words, style, width);
}

int Painter::widest_word(std::string_view words, const scene::TextStyle& style) {
  return inner_->text.widest_word(words, style);
}

std::vector<Rect> Painter::paint(const scene::Laid& laid) {
  auto& inner = *inner_;
  const scene::Size size{laid.viewport.width, laid.viewport.height};
  std::vector<Rect> damage;
  if (size != inner.size) {
    inner.resize(size);
    damage = {whole()};
  } else {
    damage = damage_between(inner.shown, laid);
  }
  if (laid.scene != inner.shown.scene) inner.began.reset();
  // Assigning would leave the old words in memory that was given back.
  wipe(inner.shown);
  inner.shown = laid;
  inner.find_motion();
  for (const auto& part : damage) inner.repaint(part, inner.since());
  return damage;
}

std::vector<Rect> Painter::animate(Clock::time_point now) {
  auto& inner = *inner_;
  if (inner.moving.empty()) return {};
  inner.frame = now;
  if (!inner.began) inner.began = now;
  inner.due = now + kFrame;
  for (const auto& part : inner.moving) inner.repaint(part, inner.since());
  return inner.moving;
}

std::optional<Clock::time_point> Painter::next_frame_due() const { return inner_->due; }

Pixels Painter::pixels() const {
  return {inner_->pixels.data(), inner_->size.width, inner_->size.height, inner_->size.width * 4};
}

Rect Painter::whole() const { return {0, 0, inner_->size.width, inner_->size.height}; }

void Painter::forget() {
  auto& inner = *inner_;
  inner.text.forget();
  wipe(inner.shown);
  explicit_bzero(inner.pixels.data(), inner.pixels.size() * sizeof(std::uint32_t));
  inner.moving.clear();
  inner.began.reset();
  inner.due.reset();
}

bool Painter::write_png(const std::string& path) const {
  const auto status = cairo_surface_write_to_png(inner_->surface.get(), path.c_str());
  if (status != CAIRO_STATUS_SUCCESS) spdlog::error("{}: {}", path, cairo_status_to_string(status));
  return status == CAIRO_STATUS_SUCCESS;
}

}  // namespace bianmin::render
