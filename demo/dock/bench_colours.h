#pragma once
// The workbench's own colours: graphite and teal where the terminal is blue, so that nobody takes one for the other.
#include "screens/scene/layout.h"

namespace bianmin::dock {

// Exchanges the terminal's colours of a laid page; what is good, care or bad stays as it is everywhere.
void dress(scene::Laid& laid);

}  // namespace bianmin::dock
