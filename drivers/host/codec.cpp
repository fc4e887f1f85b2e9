#include "drivers/host/codec.h"

#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <variant>

#include "drivers/host/enum_names.h"
#include "drivers/host/message_shapes.h"
#include "drivers/host/plain_cbor.h"
#include "kiosk/base/utf8.h"

namespace bianmin::device {
namespace {

using nlohmann::json;

// Message, card or picture, list.
constexpr std::size_t kDepth = 3;
constexpr std::size_t kLongestList = 16;
constexpr std::string_view kWithoutEnd = "without-end";

template <typename T>
concept Shaped = requires { shape(std::type_identity<T>{}); };
template <typename T>
concept Named = std::is_enum_v<T>;

json to_json(bool value) { return value; }
json to_json(const std::string& value) { return value; }
json to_json(const Bytes& value) { return json::binary(value); }
json to_json(const std::vector<std::string>& value) { return value; }
json to_json(const std::vector<Bytes>& value) {
  json list = json::array();
  for (const auto& one : value) list.push_back(to_json(one));
  return list;
}
json to_json(Ticket value) { return value.value; }
json to_json(drivers::Date value) { return value.compact(); }
json to_json(const std::optional<drivers::Date>& value) { return value ? to_json(*value) : json{}; }
json to_json(const drivers::Expiry& value) {
  if (const auto* day = std::get_if<drivers::Date>(&value)) return to_json(*day);
  return std::holds_alternative<drivers::WithoutEnd>(value) ? json(kWithoutEnd) : json{};
}
template <std::unsigned_integral T>
json to_json(T value) {
  return value;
}
template <Named T>
json to_json(T value) {
  return name_of(value);
}

template <Shaped T>
json to_json(const T& value);
template <Shaped T>
json to_json(const std::optional<T>& value) {
  return value ? to_json(*value) : json{};
}

template <Shaped T>
json to_json(const T& value) {
  json map = json::object();
  std::apply([&](const auto&... field) { ((map[field.key] = to_json(value.*field.member)), ...); },
             shape(std::type_identity<T>{}).fields);
  return map;
}

// What is wrong with a value; empty when it was taken.
using Complaint = std::string;

Complaint take(const json& from, bool& into) {
  if (!from.is_boolean()) return "is no truth value";
  into = from.get<bool>();
  return {};
}

Complaint take(const json& from, std::string& into) {
  if (!from.is_string()) return "is no text";
  into = from.get_ref<const std::string&>();
  if (into.size() > kLongestText) return "is too long";
  return is_utf8(into) ? Complaint{} : "is not UTF-8";
}

Complaint take(const json& from, Bytes& into) {
  if (!from.is_binary()) return "is no byte string";
  into = from.get_binary();
  return {};
}

template <typename T>
Complaint take(const json& from, std::vector<T>& into)
  requires(!std::same_as<T, std::uint8_t>)
{
  if (!from.is_array()) return "is no list";
  if (from.size() > kLongestList) return "is too long";
  into.resize(from.size());
  for (std::size_t i = 0; i < into.size(); ++i) {
    if (auto wrong = take(from[i], into[i]); !wrong.empty()) return "has an entry that " + wrong;
  }
  return {};
}

template <std::unsigned_integral T>
Complaint take(const json& from, T& into) {
  if (!from.is_number_unsigned() || from.get<std::uint64_t>() > std::numeric_limits<T>::max()) {
    return "is no number of its range";
  }
  into = from.get<T>();
  return {};
}

Complaint take(const json& from, Ticket& into) { return take(from, into.value); }

Complaint take(const json& from, drivers::Date& into) {
  const auto date = from.is_string() ? drivers::Date::parse(from.get_ref<const std::string&>()) : std::nullopt;
  if (!date) return "is no date";
  into = *date;
  return {};
}

Complaint take(const json& from, std::optional<drivers::Date>& into) {
  into.reset();
  return from.is_null() ? Complaint{} : take(from, into.emplace());
}

Complaint take(const json& from, drivers::Expiry& into) {
  into = drivers::NotKnown{};
  if (from.is_null()) return {};
  if (from.is_string() && from.get_ref<const std::string&>() == kWithoutEnd) {
    into = drivers::WithoutEnd{};
    return {};
  }
  return take(from, into.emplace<drivers::Date>());
}

template <Named T>
Complaint take(const json& from, T& into) {
  const auto names = names_of(T{});
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (from.is_string() && from.get_ref<const std::string&>() == names[i]) {
      into = static_cast<T>(i);
      return {};
    }
  }
  return "is none of the known words";
}

template <Shaped T>
Complaint take(const json& from, T& into, std::size_t other_members = 0);
template <Shaped T>
Complaint take(const json& from, std::optional<T>& into) {
  into.reset();
  return from.is_null() ? Complaint{} : take(from, into.emplace());
}

template <Shaped T>
Complaint take(const json& from, T& into, std::size_t other_members) {
  if (!from.is_object()) return "is no map";
  constexpr auto kShape = shape(std::type_identity<T>{});
  if (from.size() != std::tuple_size_v<decltype(kShape.fields)> + other_members)
    return "has too few or too many members";
  Complaint complaint;
  const auto take_field = [&](const auto& field) {
    const auto found = from.find(field.key);
    if (found == from.end()) {
      complaint = std::string{"lacks '"} + field.key + "'";
    } else if (auto wrong = take(*found, into.*field.member); !wrong.empty()) {
      complaint = std::string{"'"} + field.key + "' " + wrong;
    }
    return complaint.empty();
  };
  std::apply([&](const auto&... field) { static_cast<void>((take_field(field) && ...)); }, kShape.fields);
  return complaint;
}

template <typename T>
Complaint impossible(const T&) {
  return {};
}
Complaint impossible(const Print& print) {
  const auto& picture = print.picture;
  // stride() wraps at the largest widths; the product of two 32-bit numbers does not.
  const std::uint64_t stride = (std::uint64_t{picture.width} + 7) / 8;
  return stride * picture.height == picture.bits.size() ? Complaint{} : "has a picture of another size than it says";
}
Complaint impossible(const CardRead& read) {
  const auto& photo = read.card.photo;
  // Sides of 16 bits: the product of more would wrap.
  const bool fits = !photo || (photo->width <= 0xFFFF && photo->height <= 0xFFFF &&
                               std::uint64_t{photo->width} * photo->height * 3 == photo->rgb.size());
  return fits ? Complaint{} : "has a photo of another size than it says";
}
Complaint impossible(const PrintFinished& finished) { return finished.rung <= 3 ? Complaint{} : "has no such rung"; }
Complaint impossible(const CodeScanned& code) {
  return has_control(code.text) ? "holds control characters" : Complaint{};
}

template <typename Message>
Bytes encode_any(const Message& message) {
  return std::visit(
      [](const auto& one) {
        json map = to_json(one);
        map["type"] = shape(std::type_identity<std::decay_t<decltype(one)>>{}).name;
        return json::to_cbor(map);
      },
      message);
}

template <typename One, typename Message>
bool decode_if_named(const std::string& name, const json& map, std::expected<Message, std::string>& result) {
  if (shape(std::type_identity<One>{}).name != name) return false;
  One one;
  auto complaint = take(map, one, 1);
  if (complaint.empty()) complaint = impossible(one);
  if (complaint.empty()) {
    result = std::move(one);
  } else {
    result = std::unexpected{name + " " + complaint};
  }
  return true;
}

template <typename... Ones>
std::expected<std::variant<Ones...>, std::string> decode_any(ByteView bytes,
                                                             std::type_identity<std::variant<Ones...>>) {
  using Message = std::variant<Ones...>;
  if (bytes.size() > kLargestMessage) return std::unexpected{"the message is too large"};
  if (!is_plain_cbor(bytes, kDepth)) return std::unexpected{"the message is no plain CBOR"};
  const json map = json::from_cbor(bytes.begin(), bytes.end(), true, false);
  if (!map.is_object()) return std::unexpected{"the message is no CBOR map"};
  const auto type = map.find("type");
  if (type == map.end() || !type->is_string()) return std::unexpected{"the message has no type"};
  std::expected<Message, std::string> result = std::unexpected{"the message's type is unknown"};
  const auto& name = type->get_ref<const std::string&>();
  static_cast<void>((decode_if_named<Ones>(name, map, result) || ...));
  return result;
}

}  // namespace

Bytes encode(const ToDevice& message) { return encode_any(message); }
Bytes encode(const FromDevice& message) { return encode_any(message); }

std::expected<ToDevice, std::string> decode_to_device(ByteView bytes) {
  return decode_any(bytes, std::type_identity<ToDevice>{});
}
std::expected<FromDevice, std::string> decode_from_device(ByteView bytes) {
  return decode_any(bytes, std::type_identity<FromDevice>{});
}

}  // namespace bianmin::device
