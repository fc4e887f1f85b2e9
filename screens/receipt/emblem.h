#pragma once
// The terminal's mark: an arched bridge over water, in a roundel.
#include <cairo.h>

namespace bianmin::receipt {

// Fills the square (0, 0)-(size, size) with black; what is white in it stays untouched.
void draw_emblem(cairo_t* cairo, double size);

}  // namespace bianmin::receipt
