// See forbidden_acts.h. Part of the library that decodes for the tests.
#include "tests/drivers/id_card_reader/forbidden_acts.h"

#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <string>
#include <vector>

namespace bianmin::drivers::tests {
namespace {

// A signal that nobody feels, should it be let through.
constexpr int kNone = 0;

bool started(pid_t process) {
  while (process == 0) ::pause();
  return process > 0;
}

bool opened(const std::string& path, int flags) { return ::open(path.c_str(), flags, 0600) >= 0; }

bool runs_a_thread() {
  pthread_t thread{};
  return ::pthread_create(&thread, nullptr, [](void* nothing) { return nothing; }, nullptr) == 0;
}

bool has_a_descriptor() {
  constexpr int kHighest = 1024;
  for (int number = STDERR_FILENO + 1; number < kHighest; ++number) {
    struct stat is{};
    if (::fstat(number, &is) == 0) return true;
  }
  return false;
}

// What a signal's value is in, for any.
bool queued(pid_t process) {
  siginfo_t signal{};
  return ::syscall(SYS_rt_sigqueueinfo, process, kNone, &signal) == 0;
}

bool moved(long call, pid_t parent) {
  char here[8]{};
  iovec mine{here, sizeof here};
  iovec theirs{reinterpret_cast<void*>(&moved), sizeof here};
  return ::syscall(call, parent, &mine, 1UL, &theirs, 1UL, 0UL) > 0;
}

bool raises_its_limits() {
  const rlimit more{1024, 1024};
  return ::setrlimit(RLIMIT_NOFILE, &more) == 0;
}

bool limits(pid_t parent) {
  const rlimit fewer{64, 64};
  return ::prlimit(parent, RLIMIT_NOFILE, &fewer, nullptr) == 0;
}

}  // namespace

std::vector<bool> try_forbidden_acts() {
  const std::string folder = std::getenv(kFolderVariable);
  const auto there = folder + "/" + kFileName;
  const auto parent = ::getppid();
  char* const nothing[] = {nullptr};
  int ends[2]{};
  return {
      started(::fork()),
      ::syscall(SYS_clone, CLONE_VM | CLONE_SIGHAND | CLONE_THREAD, nullptr, nullptr, nullptr, nullptr) >= 0,
      runs_a_thread(),
      ::setsid() >= 0,
      ::setpgid(0, parent) == 0,
      ::execve("/bin/true", nothing, nothing) == 0,
      ::socket(AF_INET, SOCK_STREAM, 0) >= 0,
      ::socket(AF_UNIX, SOCK_STREAM, 0) >= 0,
      ::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0,
      ::pipe(ends) == 0,
      opened(there, O_WRONLY),
      opened(there, O_RDWR | O_APPEND),
      opened(there, O_RDONLY | O_TRUNC) || ::truncate(there.c_str(), 0) == 0,
      opened(folder + "/face.wlt", O_RDONLY | O_CREAT),
      opened(folder, O_TMPFILE | O_RDWR),
      ::memfd_create("face", 0) >= 0,
      ::mkdir((folder + "/faces").c_str(), 0700) == 0,
      ::rename(there.c_str(), (folder + "/here").c_str()) == 0,
      ::unlink(there.c_str()) == 0,
      ::chmod(there.c_str(), 0777) == 0,
      ::kill(parent, kNone) == 0,
      ::kill(0, kNone) == 0,
      ::kill(-1, kNone) == 0,
      queued(parent),
      ::ptrace(PTRACE_SEIZE, parent, nullptr, nullptr) == 0,
      moved(SYS_process_vm_readv, parent),
      moved(SYS_process_vm_writev, parent),
      limits(parent),
      ::setpriority(PRIO_PROCESS, static_cast<id_t>(parent), 5) == 0,
      raises_its_limits(),
      ::prctl(PR_SET_PDEATHSIG, 0) == 0,
      ::prctl(PR_SET_DUMPABLE, 1) == 0,
      has_a_descriptor(),
      ::shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600) >= 0,
      ::unshare(CLONE_NEWUSER) == 0,
  };
}

}  // namespace bianmin::drivers::tests
