// Who stands here? Every way that the service takes and that works is open at once.
#include <algorithm>

#include "kiosk/flow/offers.h"
#include "screens/citizen/screens.h"
#include "screens/citizen/services.h"
#include "screens/scene/theme.h"

namespace bianmin::screens {
namespace {

using namespace scene;
using flow::Device;
using flow::IdentityProblem;
using flow::Way;

std::optional<Node> problem_notice(const Frame& frame, const flow::AwaitingCard& state) {
  switch (state.problem) {
    case IdentityProblem::None:
      return std::nullopt;
    case IdentityProblem::Removed:
      return notice(Surface::Care, frame.say("The card was taken away too soon"),
                    frame.say("It was not read to the end. Please lay it down again and leave it there until the "
                              "screen changes."));
    case IdentityProblem::Damaged:
      return notice(Surface::Bad, frame.say("The card does not answer"),
                    frame.say("Please lay it down alone, without a cover or other cards. If it still does not answer, "
                              "its chip may be damaged: please go to a counter."));
    case IdentityProblem::Unreadable:
      return notice(Surface::Bad, frame.say("This card cannot be read here"),
                    frame.say("It may be another kind of card. Please use a document that this service takes."));
    case IdentityProblem::CodeRefused:
      return notice(Surface::Bad, frame.say("This code is not accepted"),
                    state.reason && !frame.say(*state.reason).empty()
                        ? frame.say(*state.reason)
                        : frame.say("It may be out of date. Please open your electronic ID again, and show the new "
                                    "code."));
    case IdentityProblem::CodeUnchecked:
      return notice(Surface::Care, frame.say("Your code could not be checked"),
                    frame.say("The platform does not answer at the moment. Please use a card, or try again later."));
  }
  std::unreachable();
}

Node being_read(const Frame& frame) {
  return row({.padding = all(32), .gap = 32, .align = Align::Center, .surface = Surface::Card, .radius = kCardRadius},
             spinner(96),
             column({.gap = 8, .width = grow()},
                    text(frame.say("Reading your card. Please do not move it."),
                         {.size = TextSize::Lead, .weight = Weight::Bold}),
                    text(frame.say("This takes a few seconds."), {.ink = Ink::Soft})));
}

std::string_view closed_title(Way way) {
  switch (way) {
    case Way::IdCard:
      return sentence("The card reader is being restarted");
    case Way::SocialSecurityCard:
      return sentence("Social security cards cannot be read at the moment");
    case Way::ElectronicId:
      break;
  }
  return sentence("Electronic IDs cannot be checked at the moment");
}

// What is broken is not offered, and what works is named.
Node closed_notice(const Frame& frame, Way way, bool others) {
  return notice(Surface::Care, frame.say(closed_title(way)),
                others
                    ? frame.say("Please use one of the ways shown here.")
                    : sentences(frame, {frame.say("Please wait a moment: it goes on by itself, and nothing is lost."),
                                        help_line(frame)}));
}

// Whose it is, only its owner knows. One that was just left is not read before it is laid anew.
Node left_notice(const Frame& frame, const std::vector<Way>& taken) {
  const auto& health = frame.terminal.health;
  const auto takes = [&](Way way) { return std::ranges::find(taken, way) != taken.end(); };
  auto what_now = sentence("Please hand it to the staff.");
  if (health.card_left_on_reader && takes(Way::IdCard)) {
    what_now =
        sentence("If it is yours, lift it and lay it down once more. If it is not, please hand it to the staff.");
  } else if (health.card_left_in_slot && takes(Way::SocialSecurityCard)) {
    what_now =
        sentence("If it is yours, take it out and put it in once more. If it is not, please hand it to the staff.");
  }
  return notice(Surface::Care, frame.say("Somebody's card was left here"), frame.say(what_now));
}

// A way beside the one that the picture shows; in large print without saying how.
Node also(const Frame& frame, Way way, bool brief) {
  const bool slot = way == Way::SocialSecurityCard;
  std::optional<Node> how;
  if (!brief) {
    how = text(slot ? frame.say("Chip first, and leave it there until the screen changes.")
                    : frame.say("Hold the code below the scanner's window."),
               {.size = TextSize::Small, .ink = Ink::Soft});
  }
  return row({.padding = all(24), .gap = 24, .align = Align::Center, .surface = Surface::Card, .radius = kCardRadius},
             icon(slot ? "card" : "phone", 72, Ink::Accent),
             column({.gap = 4, .width = grow()},
                    text(slot ? frame.say("Or put your social security card into the slot")
                              : frame.say("Or show the electronic ID on your phone"),
                         {.weight = Weight::Bold}),
                    std::move(how)));
}

Node note(std::string words) {
  return text(std::move(words), {.size = TextSize::Small, .ink = Ink::Soft, .align = TextAlign::Center});
}

std::string title_for(const Frame& frame, const std::vector<Way>& open, const std::vector<Way>& taken) {
  if (taken.size() == 1 && taken.front() == Way::IdCard) {
    return frame.say("Please place your identity card on the reader");
  }
  if (open.size() == 1 && open.front() == Way::ElectronicId) return frame.say("Please show your electronic ID");
  if (open.size() == 1 && open.front() == Way::SocialSecurityCard) {
    return frame.say("Please put your social security card into the slot");
  }
  return frame.say("Please show who you are");
}

// How the hand does it, for the first way that is open.
std::string_view how(Way way) {
  switch (way) {
    case Way::IdCard:
      return sentence("Lay the card flat and leave it there until the screen changes.");
    case Way::SocialSecurityCard:
      return sentence("Chip first, and leave it there until the screen changes.");
    case Way::ElectronicId:
      break;
  }
  return sentence("Hold the code below the scanner's window.");
}

std::string_view picture_of(Way way, const flow::Health& health) {
  switch (way) {
    case Way::IdCard:
      return health.card_left_on_reader ? "card-again" : "card-on-reader";
    case Way::SocialSecurityCard:
      return health.card_left_in_slot ? "card-slot-again" : "card-in-slot";
    case Way::ElectronicId:
      break;
  }
  return "phone-scan";
}

}  // namespace

Scene show(const Frame& frame, const flow::AwaitingCard& state) {
  const auto& health = frame.terminal.health;
  const auto taken = flow::ways_of(*state.visit.service);
  std::vector<Way> open;
  std::ranges::copy_if(taken, std::back_inserter(open), [&](Way way) { return flow::is_open(health, way); });
  const auto first = open.empty() ? taken.front() : open.front();

  const bool left = health.card_left_on_reader || health.card_left_in_slot;
  // Where there is little room, the ways are named without saying how.
  const bool brief = (state.visit.preferences.large_text || left) && taken.size() > 1;
  auto scene = page(frame, title_for(frame, open, taken));
  auto picture = illustration(std::string{picture_of(first, health)});
  picture.style.min_height = 200;
  std::vector<Node> parts;
  parts.push_back(std::move(picture));
  if (left) parts.push_back(left_notice(frame, taken));
  if (state.reading) {
    parts.push_back(being_read(frame));
  } else if (auto problem = problem_notice(frame, state)) {
    parts.push_back(std::move(*problem));
  } else if (!open.empty() && !left) {
    parts.push_back(text(frame.say(how(first)), {.size = TextSize::Lead, .align = TextAlign::Center}));
  }
  if (!state.reading) {
    for (const auto way : taken) {
      if (std::ranges::find(open, way) == open.end()) {
        // A second way that is away is no news for who uses the first; the first is.
        const bool absent = health.of(flow::device_of(way)).state == flow::DeviceState::Absent;
        if (way == taken.front() && !absent) parts.push_back(closed_notice(frame, way, !open.empty()));
      } else if (way != first) {
        parts.push_back(also(frame, way, brief));
      }
    }
  }
  if (taken.size() == 1 || (!brief && state.problem == IdentityProblem::None)) {
    std::optional<Node> fingerprints;
    if (state.visit.service->fingerprints) {
      fingerprints = note(frame.say("This service also takes the fingerprints that are stored on your card."));
    }
    parts.push_back(column({.gap = 4}, note(frame.say("Accepted documents")),
                           note(documents_taken(frame, *state.visit.service)), std::move(fingerprints)));
  }
  scene.main = column({.gap = 24, .height = grow()}, std::move(parts));
  scene.actions = actions_bar(back(frame), {});
  return scene;
}

Scene show(const Frame& frame, const flow::CheckingCode& /*state*/) {
  const auto seconds = frame.terminal.house.platform_patience.count();
  auto scene = page(frame, frame.say("Your electronic ID is being checked"));
  scene.main = column({.gap = 32, .height = grow()},
                      waiting(frame.say("Waiting for the platform to answer"),
                              frame.words.count("At most {0} second", "At most {0} seconds", seconds)));
  scene.actions = actions_bar(back(frame), {});
  return scene;
}

}  // namespace bianmin::screens
