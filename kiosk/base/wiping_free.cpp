// Memory given back is overwritten first, so that no words of a visit stay behind in the heap, whoever held them: our
// strings, Pango's copies, libqrencode's, SQLite's. A program gets this by linking bianmin_wiping_free. What realloc()
// leaves behind when it moves a block is not covered; none of our strings is grown that way.
//
// glibc lets a program bring its own free() and keeps its own as __libc_free(). The sanitizers bring theirs: there this
// file is empty.
#ifndef BIANMIN_SANITIZED

#include <malloc.h>
#include <string.h>

extern "C" {

// NOLINTNEXTLINE(bugprone-reserved-identifier): glibc's name.
void __libc_free(void* memory);

__attribute__((visibility("default"))) void free(void* memory) noexcept {
  if (memory == nullptr) return;
  explicit_bzero(memory, malloc_usable_size(memory));
  __libc_free(memory);
}
}

#endif
