#pragma once
// Leaving nothing behind where wiping_free.cpp does not reach: in spare room of buffers, on stacks, and in core files.
#include <cstddef>
#include <string>

#include "kiosk/base/bytes.h"

namespace bianmin {

// Takes away the first `count`; nothing of them stays in spare room. For what carries the words of citizens.
void drop_front(Bytes& bytes, std::size_t count);
void drop_front(std::string& text, std::size_t count);

// Overwrites what earlier calls left on this thread's stack below the caller: short strings live in their objects, and
// so does what a moved one leaves. To be called from where a thread has nothing more of a visit in its hands.
void wipe_stack();

// The memory of this process reaches no core file, and no other process of the same user. The first thing in the main()
// of every program that cards' words pass through. Built with sanitizers, it may still be looked into: their search for
// leaks does.
void forbid_dumps();

}  // namespace bianmin
