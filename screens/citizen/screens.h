#pragma once
// One function a situation: what it shows. scene_of.cpp chooses among them. Inside screens only.
#include <optional>

#include "kiosk/flow/state.h"
#include "screens/citizen/frame.h"
#include "screens/scene/scene.h"

namespace bianmin::screens {

[[nodiscard]] scene::Scene show(const Frame& frame, const flow::OutOfService& state);
[[nodiscard]] scene::Scene show(const Frame& frame, const flow::Idle& state);
[[nodiscard]] scene::Scene show(const Frame& frame, const flow::Interrupted& state);
[[nodiscard]] scene::Scene show(const Frame& frame, const flow::ChoosingLanguage& state);
[[nodiscard]] scene::Scene show(const Frame& frame, const flow::Home& state);
[[nodiscard]] scene::Scene show(const Frame& frame, const flow::Searching& state);
[[nodiscard]] scene::Scene show(const Frame& frame, const flow::Guide& state);
[[nodiscard]] scene::Scene show(const Frame& frame, const flow::AwaitingCard& state);
[[nodiscard]] scene::Scene show(const Frame& frame, const flow::CheckingCode& state);
[[nodiscard]] scene::Scene show(const Frame& frame, const flow::CardRefused& state);
[[nodiscard]] scene::Scene show(const Frame& frame, const flow::ConfirmingIdentity& state);
[[nodiscard]] scene::Scene show(const Frame& frame, const flow::FillingForm& state);
[[nodiscard]] scene::Scene show(const Frame& frame, const flow::ChoosingOption& state);
[[nodiscard]] scene::Scene show(const Frame& frame, const flow::EditingField& state);
[[nodiscard]] scene::Scene show(const Frame& frame, const flow::Reviewing& state);
[[nodiscard]] scene::Scene show(const Frame& frame, const flow::Declaring& state);
[[nodiscard]] scene::Scene show(const Frame& frame, const flow::Sealing& state);
[[nodiscard]] scene::Scene show(const Frame& frame, const flow::Submitting& state);
[[nodiscard]] scene::Scene show(const Frame& frame, const flow::NotSubmitted& state);
[[nodiscard]] scene::Scene show(const Frame& frame, const flow::ShowingResult& state);
[[nodiscard]] scene::Scene show(const Frame& frame, const flow::Printing& state);
[[nodiscard]] scene::Scene show(const Frame& frame, const flow::ReceiptTrouble& state);
[[nodiscard]] scene::Scene show(const Frame& frame, const flow::ReceiptOnScreen& state);
[[nodiscard]] scene::Scene show(const Frame& frame, const flow::Finished& state);
[[nodiscard]] scene::Scene show(const Frame& frame, const flow::Rating& state);
[[nodiscard]] scene::Scene show(const Frame& frame, const flow::Goodbye& state);
[[nodiscard]] scene::Scene show(const Frame& frame, const flow::EnteringPin& state);
[[nodiscard]] scene::Scene show(const Frame& frame, const flow::TechnicianStatus& state);

// What lies over the screen, if anything does.
[[nodiscard]] std::optional<scene::Node> overlay_of(const Frame& frame);

}  // namespace bianmin::screens
