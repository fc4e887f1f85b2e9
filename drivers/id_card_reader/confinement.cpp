#include "drivers/id_card_reader/confinement.h"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <vector>

#include "kiosk/base/wiping.h"

namespace bianmin::drivers {
namespace {

constexpr rlim_t kMostGrowth = 256UL * 1024 * 1024;  // bytes
constexpr rlim_t kMostWork = 2;                      // seconds of the processor
constexpr rlim_t kMostDescriptors = 32;              // a library and those that it needs are opened one after another

#if defined(__x86_64__)
constexpr std::uint32_t kProcessor = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t kProcessor = AUDIT_ARCH_AARCH64;
#else
#error "name this processor as <linux/audit.h> does; the list below is for all of them"
#endif

// What may be called with whatever words. The older calls exist on x86 alone.
// clang-format off
constexpr int kFree[] = {
    // memory
    SYS_brk, SYS_madvise, SYS_mmap, SYS_mprotect, SYS_mremap, SYS_munmap,
    // files that are open, and looking at others
    SYS_close, SYS_faccessat, SYS_faccessat2, SYS_fstat, SYS_fstatfs, SYS_getcwd, SYS_getdents64, SYS_lseek,
    SYS_newfstatat, SYS_pread64, SYS_preadv, SYS_read, SYS_readlinkat, SYS_readv, SYS_statfs, SYS_statx, SYS_write,
    SYS_writev, SYS_chdir,
    // time and waiting
    SYS_clock_getres, SYS_clock_gettime, SYS_clock_nanosleep, SYS_futex, SYS_gettimeofday, SYS_nanosleep, SYS_ppoll,
    SYS_pselect6, SYS_sched_yield, SYS_times,
    // signals of its own
    SYS_restart_syscall, SYS_rt_sigaction, SYS_rt_sigpending, SYS_rt_sigprocmask, SYS_rt_sigreturn, SYS_rt_sigsuspend,
    SYS_sigaltstack,
    // about itself and the machine
    SYS_getcpu, SYS_getegid, SYS_geteuid, SYS_getgid, SYS_getpid, SYS_getppid, SYS_getrandom, SYS_getrusage, SYS_gettid,
    SYS_getuid, SYS_sched_getaffinity, SYS_sysinfo, SYS_uname,
    // the end
    SYS_exit, SYS_exit_group,
#ifdef SYS_open
    SYS_access, SYS_lstat, SYS_pause, SYS_poll, SYS_readlink, SYS_select, SYS_stat, SYS_time,
#endif
};
// clang-format on

using Rules = std::vector<sock_filter>;

constexpr std::uint32_t kAllow = SECCOMP_RET_ALLOW;
constexpr std::uint32_t answer(int error) { return SECCOMP_RET_ERRNO | static_cast<std::uint32_t>(error); }

sock_filter load(std::size_t offset) { return BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offset)); }
sock_filter load_word(std::size_t number) {
  static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__);  // the lower half of an argument comes first
  return load(offsetof(seccomp_data, args) + number * sizeof(std::uint64_t));
}
sock_filter end_with(std::uint32_t verdict) { return BPF_STMT(BPF_RET | BPF_K, verdict); }
// `skip` instructions further when it does not hold.
sock_filter if_equal(std::uint32_t value, std::uint8_t skip) {
  return BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, skip);
}
sock_filter if_any_bit(std::uint32_t bits, std::uint8_t skip) {
  return BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, bits, 0, skip);
}

void add(Rules& rules, std::initializer_list<sock_filter> more) { rules.insert(rules.end(), more); }

// Looking at the words of a call loses its number: each of these ends.
void allow_reading(Rules& rules, int call, std::size_t flags) {
  constexpr std::uint32_t kWriting = O_ACCMODE | O_CREAT | O_TRUNC | O_TMPFILE;
  constexpr std::uint32_t kHarmless = O_DIRECTORY;  // a bit of O_TMPFILE
  add(rules, {if_equal(static_cast<std::uint32_t>(call), 4), load_word(flags), if_any_bit(kWriting & ~kHarmless, 1),
              end_with(answer(EACCES)), end_with(kAllow)});
}
void allow_to_itself(Rules& rules, int call) {
  add(rules, {if_equal(static_cast<std::uint32_t>(call), 4), load_word(0),
              if_equal(static_cast<std::uint32_t>(::getpid()), 1), end_with(kAllow), end_with(answer(EPERM))});
}

Rules rules_of_calls() {
  Rules rules;
  add(rules, {load(offsetof(seccomp_data, arch)), BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, kProcessor, 1, 0),
              end_with(SECCOMP_RET_KILL_PROCESS), load(offsetof(seccomp_data, nr))});
  for (const int call : kFree) add(rules, {if_equal(static_cast<std::uint32_t>(call), 1), end_with(kAllow)});
  allow_reading(rules, SYS_openat, 2);
#ifdef SYS_open
  allow_reading(rules, SYS_open, 1);
#endif
  // raise() and abort() are signals to oneself.
  allow_to_itself(rules, SYS_kill);
  allow_to_itself(rules, SYS_tgkill);
  add(rules, {end_with(answer(ENOSYS))});
  return rules;
}

bool only_listed_calls() {
  auto rules = rules_of_calls();
  const sock_fprog program{static_cast<unsigned short>(rules.size()), rules.data()};
  return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

// Root has some; the terminal's user has none.
bool drop_capabilities() {
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  const __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3]{};
  return ::syscall(SYS_capset, &header, none) == 0;
}

bool limit_to(decltype(RLIMIT_CORE) resource, rlim_t most) {
  const rlimit limit{most, most};
  return ::setrlimit(resource, &limit) == 0;
}

// In bytes; more is reserved than used, above all by the sanitizers.
std::optional<rlim_t> reserved_memory() {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file{std::fopen("/proc/self/statm", "re"), &std::fclose};
  unsigned long pages = 0;
  if (!file || std::fscanf(file.get(), "%lu", &pages) != 1) return std::nullopt;
  return pages * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE));
}

bool limit_resources() {
  const auto reserved = reserved_memory();
  return reserved && limit_to(RLIMIT_AS, *reserved + kMostGrowth) && limit_to(RLIMIT_CORE, 0) &&
         limit_to(RLIMIT_CPU, kMostWork) && limit_to(RLIMIT_FSIZE, 0) && limit_to(RLIMIT_NOFILE, kMostDescriptors) &&
         limit_to(RLIMIT_NPROC, 0);
}

// Its signal does not come for a parent that ended before.
bool die_with(pid_t parent) { return ::prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && ::getppid() == parent; }

}  // namespace

bool confine_this_process(pid_t parent) {
  forbid_dumps();
  return die_with(parent) && limit_resources() && drop_capabilities() && only_listed_calls();
}

}  // namespace bianmin::drivers
