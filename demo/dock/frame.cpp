#include "demo/dock/frame.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <filesystem>

namespace bianmin::dock {
namespace {

using render::Surface;
using scene::Rect;

// A ticket of 2.5 m, the longest that is cut, is far below.
constexpr std::uintmax_t kLargestFile = std::uintmax_t{8} * 1024 * 1024;
constexpr int kMostRows = 20'000;
constexpr int kMostDots = 2'000;
// A pixel of the picture is a dot of 1/8 mm; on the window it is never larger than drawn.
constexpr double kLargestScale = 1.0;

Surface read_picture(const std::string& path) {
  std::error_code missing;
  const auto size = std::filesystem::file_size(path, missing);
  if (missing || size > kLargestFile) {
    spdlog::warn("{}: no picture of a ticket: {}", path, missing ? missing.message() : "larger than 8 MB");
    return {};
  }
  Surface picture{cairo_image_surface_create_from_png(path.c_str())};
  const auto status = cairo_surface_status(picture.get());
  if (status != CAIRO_STATUS_SUCCESS) {
    spdlog::warn("{}: no picture of a ticket: {}", path, cairo_status_to_string(status));
    return {};
  }
  const int width = cairo_image_surface_get_width(picture.get());
  const int height = cairo_image_surface_get_height(picture.get());
  if (width < 1 || height < 1 || width > kMostDots || height > kMostRows) {
    spdlog::warn("{}: no picture of a ticket: {}x{} dots", path, width, height);
    return {};
  }
  return picture;
}

// A soft edge, so that white paper stands out from a white sheet.
void shade(cairo_t* cairo, double x, double y, double width, double height) {
  constexpr int kReach = 5;
  for (int grow = kReach; grow >= 1; --grow) {
    cairo_set_source_rgba(cairo, 0.09, 0.13, 0.17, 0.045);
    cairo_rectangle(cairo, x - grow, y, width + 2 * grow, height + grow);
    cairo_fill(cairo);
  }
}

}  // namespace

void Frame::resize(scene::Size to) {
  size_ = to;
  pixels_.assign(static_cast<std::size_t>(to.width) * static_cast<std::size_t>(to.height), 0);
  surface_.reset(cairo_image_surface_create_for_data(reinterpret_cast<unsigned char*>(pixels_.data()),
                                                     CAIRO_FORMAT_RGB24, to.width, to.height, to.width * 4));
}

void Frame::copy(const render::Pixels& page, const Rect& part) {
  for (int y = part.y; y < part.bottom(); ++y) {
    const auto* line = reinterpret_cast<const std::uint32_t*>(reinterpret_cast<const char*>(page.first) +
                                                              std::ptrdiff_t{y} * page.stride);
    std::copy_n(line + part.x, part.width, pixels_.begin() + std::ptrdiff_t{y} * size_.width + part.x);
  }
}

cairo_surface_t* Frame::scaled(const TicketPlace& ticket) {
  if (ticket == scaled_for_) return scaled_.get();
  scaled_for_ = ticket;
  scaled_.reset();
  const auto picture = read_picture(ticket.path);
  if (!picture) return nullptr;
  const double width = cairo_image_surface_get_width(picture.get());
  const double height = cairo_image_surface_get_height(picture.get());
  // Room for the shade at the sides and below.
  const Rect room = ticket.box.grown(-8);
  const double scale = std::min({kLargestScale, room.width / width, room.height / height});
  const int across = std::max(1, static_cast<int>(std::lround(width * scale)));
  const int along = std::max(1, static_cast<int>(std::lround(height * scale)));
  scaled_.reset(cairo_image_surface_create(CAIRO_FORMAT_RGB24, across, along));
  auto* cairo = cairo_create(scaled_.get());
  cairo_scale(cairo, across / width, along / height);
  cairo_set_source_surface(cairo, picture.get(), 0, 0);
  cairo_pattern_set_filter(cairo_get_source(cairo), CAIRO_FILTER_BEST);
  cairo_paint(cairo);
  cairo_destroy(cairo);
  return scaled_.get();
}

void Frame::draw(const TicketPlace& ticket, double out) {
  auto* picture = scaled(ticket);
  if (picture == nullptr) return;
  const int width = cairo_image_surface_get_width(picture);
  const int height = cairo_image_surface_get_height(picture);
  const auto& box = ticket.box;
  const int x = box.x + (box.width - width) / 2;
  const int middle = box.y + (box.height - height) / 2;
  const double y = ticket.comes_from_slot ? box.y - std::round(height * (1 - out)) : middle;
  cairo_surface_mark_dirty(surface_.get());
  auto* cairo = cairo_create(surface_.get());
  cairo_rectangle(cairo, box.x, box.y, box.width, box.height);
  cairo_clip(cairo);
  shade(cairo, x, y, width, height);
  cairo_set_source_surface(cairo, picture, x, y);
  cairo_paint(cairo);
  cairo_destroy(cairo);
  cairo_surface_flush(surface_.get());
}

std::vector<Rect> Frame::compose(const render::Pixels& page, std::vector<Rect> damage, const TicketPlace& ticket,
                                 double out) {
  const Rect whole{0, 0, page.width, page.height};
  if (size_ != scene::Size{page.width, page.height}) {
    resize({page.width, page.height});
    damage = {whole};
  }
  const bool changed = ticket != shown_ || (!ticket.path.empty() && out != shown_out_);
  if (changed) damage.push_back(shown_.box);
  const auto box = ticket.path.empty() ? Rect{} : ticket.box;
  if (std::ranges::any_of(damage, [&](const Rect& part) { return part.overlaps(box); }) || changed) {
    damage.push_back(box);
  }
  std::erase_if(damage, [&](Rect& part) {
    part = part.intersection(whole);
    return part.empty();
  });
  for (const auto& part : damage) copy(page, part);
  if (std::ranges::any_of(damage, [&](const Rect& part) { return part.overlaps(box); })) draw(ticket, out);
  shown_ = ticket;
  shown_out_ = out;
  return damage;
}

render::Pixels Frame::pixels() const { return {pixels_.data(), size_.width, size_.height, size_.width * 4}; }

bool Frame::write_png(const std::string& path) const {
  const auto status = cairo_surface_write_to_png(surface_.get(), path.c_str());
  if (status != CAIRO_STATUS_SUCCESS) spdlog::error("{}: {}", path, cairo_status_to_string(status));
  return status == CAIRO_STATUS_SUCCESS;
}

}  // namespace bianmin::dock
