#include "screens/render/pictures.h"

#include <librsvg/rsvg.h>
#include <spdlog/spdlog.h>

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iterator>

namespace bianmin::render {
namespace {

// Every icon of a theme at every size is some hundred; more than this is a mistake that must not eat the memory.
constexpr std::size_t kMostKnown = 400;

std::string css(scene::Colour colour) {
  char text[8];
  std::snprintf(text, sizeof text, "#%02X%02X%02X", colour.red, colour.green, colour.blue);
  return text;
}

std::string read(const std::filesystem::path& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

// The numbers in an attribute of the drawing's root; empty unless there are as many as wanted.
template <std::size_t Wanted>
std::optional<std::array<double, Wanted>> numbers(std::string_view svg, std::string_view attribute) {
  const auto name = std::string{attribute} + "=\"";
  auto at = svg.find(name);
  if (at == std::string_view::npos) return std::nullopt;
  at += name.size();
  std::array<double, Wanted> values{};
  for (auto& value : values) {
    while (at < svg.size() && svg[at] == ' ') ++at;
    const auto [end, error] = std::from_chars(svg.data() + at, svg.data() + svg.size(), value);
    if (error != std::errc{}) return std::nullopt;
    at = static_cast<std::size_t>(end - svg.data());
  }
  return values;
}

struct Unref {
  void operator()(RsvgHandle* handle) const { g_object_unref(handle); }
};

Surface draw(RsvgHandle* handle, const char* layer, scene::Size size) {
  Surface surface{cairo_image_surface_create(CAIRO_FORMAT_ARGB32, size.width, size.height)};
  auto* cairo = cairo_create(surface.get());
  const RsvgRectangle viewport{0, 0, static_cast<double>(size.width), static_cast<double>(size.height)};
  GError* error = nullptr;
  const bool drawn = layer == nullptr ? rsvg_handle_render_document(handle, cairo, &viewport, &error)
                                      : rsvg_handle_render_layer(handle, cairo, layer, &viewport, &error);
  cairo_destroy(cairo);
  if (drawn) return surface;
  spdlog::error("a drawing cannot be rendered: {}", error != nullptr ? error->message : "no reason given");
  g_clear_error(&error);
  return {};
}

}  // namespace

Pose pose_at(std::chrono::milliseconds since, std::chrono::milliseconds period) {
  // Comes, rests in its place for the eye to read, and fades to begin again. A page begins with the rest: so the first
  // look shows where the thing belongs.
  constexpr double kArrives = 0.55;
  constexpr double kFades = 0.92;
  const double turn = static_cast<double>(since.count() % period.count()) / static_cast<double>(period.count());
  const double part = turn < 1 - kArrives ? turn + kArrives : turn + kArrives - 1;
  if (part < kArrives) {
    const double x = part / kArrives;
    return {x * x * (3 - 2 * x), std::min(1.0, x * 6)};
  }
  return {1, part < kFades ? 1 : (1 - part) / (1 - kFades)};
}

const Raster& Pictures::raster(const scene::LaidPicture& picture, scene::Size size) {
  const auto key = picture.name + "/" + std::to_string(size.width) + "x" + std::to_string(size.height) +
                   css(picture.colour) + css(picture.surface) + css(picture.accent);
  if (const auto found = known_.find(key); found != known_.end()) return found->second;
  if (known_.size() >= kMostKnown) known_.clear();
  return known_.emplace(key, rasterise(picture, size)).first->second;
}

Raster Pictures::rasterise(const scene::LaidPicture& picture, scene::Size size) const {
  const auto path = assets_.picture(picture.name);
  if (path.empty()) {
    spdlog::error("no drawing named {} in {}", picture.name, assets_.folder().string());
    return {};
  }
  const auto svg = read(path);
  GError* error = nullptr;
  const std::unique_ptr<RsvgHandle, Unref> handle{
      rsvg_handle_new_from_data(reinterpret_cast<const guint8*>(svg.data()), svg.size(), &error)};
  if (!handle) {
    spdlog::error("{} is not a drawing: {}", path.string(), error->message);
    g_clear_error(&error);
    return {};
  }
  const auto sheet = "svg{color:" + css(picture.colour) + "}.accent{color:" + css(picture.accent) +
                     "}.surface{color:" + css(picture.surface) + "}";
  const auto colour_by = [&](const std::string& rules) {
    if (!rsvg_handle_set_stylesheet(handle.get(), reinterpret_cast<const guint8*>(rules.data()), rules.size(),
                                    &error)) {
      spdlog::error("{} cannot be coloured: {}", path.string(), error->message);
      g_clear_error(&error);
    }
  };
  const auto motion = numbers<3>(svg, "data-motion");
  constexpr double kShortestMotion = 500;
  Raster raster;
  if (!motion || (*motion)[2] < kShortestMotion) {
    colour_by(sheet);
    raster.still = draw(handle.get(), nullptr, size);
    return raster;
  }
  colour_by(sheet + "#moving{visibility:hidden}");
  raster.still = draw(handle.get(), nullptr, size);
  colour_by(sheet + "#moving{visibility:visible}");
  raster.moving = draw(handle.get(), "#moving", size);
  gdouble width = 0;
  gdouble height = 0;
  rsvg_handle_get_intrinsic_size_in_pixels(handle.get(), &width, &height);
  const double scale = width > 0 && height > 0 ? std::min(size.width / width, size.height / height) : 1;
  const auto whole = [&](double units) { return static_cast<int>(std::lround(units * scale)); };
  const auto [x, y, period] = *motion;
  raster.motion = {x * scale, y * scale, std::chrono::milliseconds{std::lround(period)}, {}};
  if (const auto window = numbers<4>(svg, "data-window")) {
    const auto [left, top, wide, tall] = *window;
    raster.motion.window = {whole(left), whole(top), whole(wide), whole(tall)};
  }
  return raster;
}

}  // namespace bianmin::render
