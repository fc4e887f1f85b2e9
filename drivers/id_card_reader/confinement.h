#pragma once
// What a program takes from itself before it lets strangers' code run in it.
#include <sys/types.h>

namespace bianmin::drivers {

// From here on this process, and any code that it loads, can compute, use memory, load libraries and read files, and
// can do nothing to anybody else. It dies with the thread of `parent` that started it, after two seconds of work, or by
// its first attempt at a call of another kind of processor. It has no capability, writes no core file, and may grow by
// 256 MB. A list says which system calls it may make. None of them starts a process or a thread, another program or a
// connection, reaches another process, or changes these limits. Opening a file to write is answered with EACCES, a
// signal to others with EPERM, and every call that is not on the list with ENOSYS, as by a kernel that does not know
// it: whoever makes it is told, and need not end. False when the system did not grant all of this: then nothing may be
// loaded. Thread: the only one of its process.
[[nodiscard]] bool confine_this_process(pid_t parent);

}  // namespace bianmin::drivers
