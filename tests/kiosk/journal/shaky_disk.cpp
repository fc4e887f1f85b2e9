#include "tests/kiosk/journal/shaky_disk.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <map>
#include <new>
#include <vector>

namespace bianmin::journal {
namespace {

constexpr const char* kName = "bianmin-shaky-disk";

struct OldBytes {
  sqlite3_int64 offset;
  std::vector<char> bytes;  // fewer than were written where the file ended
  sqlite3_int64 size;       // of the file before
};

struct State {
  std::uint64_t steps = 0;
  std::uint64_t cut_at = 0;
  std::uint64_t full_at = 0;
  bool torn = false;
  std::map<std::string, std::vector<OldBytes>> unsynced;
};
State state;

struct ShakyFile {
  sqlite3_file base;
  sqlite3_file* real;
  const char* name;
};

sqlite3_file* real_of(sqlite3_file* file) { return reinterpret_cast<ShakyFile*>(file)->real; }
const char* name_of(sqlite3_file* file) { return reinterpret_cast<ShakyFile*>(file)->name; }

void undo_unsynced() {
  for (const auto& [name, changes] : state.unsynced) {
    const int descriptor = ::open(name.c_str(), O_RDWR | O_CLOEXEC);
    if (descriptor < 0) continue;
    for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
      if (::pwrite(descriptor, change->bytes.data(), change->bytes.size(), change->offset) < 0) std::abort();
      if (::ftruncate(descriptor, change->size) != 0) std::abort();
    }
    ::close(descriptor);
  }
}

// True when the disk is full at this step. Does not return when the power is cut at it.
bool take_step(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
  ++state.steps;
  if (state.cut_at != 0 && state.steps == state.cut_at) {
    if (!state.torn) undo_unsynced();
    if (state.torn && bytes != nullptr) (void)real_of(file)->pMethods->xWrite(real_of(file), bytes, size / 2, offset);
    ::_exit(9);
  }
  return state.full_at != 0 && state.steps >= state.full_at;
}

void remember(sqlite3_file* file, int size, sqlite3_int64 offset) {
  if (name_of(file) == nullptr) return;
  sqlite3_int64 length = 0;
  if (real_of(file)->pMethods->xFileSize(real_of(file), &length) != SQLITE_OK) std::abort();
  OldBytes old{offset, {}, length};
  if (offset < length) {
    old.bytes.resize(static_cast<std::size_t>(std::min<sqlite3_int64>(size, length - offset)));
    if (real_of(file)->pMethods->xRead(real_of(file), old.bytes.data(), static_cast<int>(old.bytes.size()), offset) !=
        SQLITE_OK) {
      std::abort();
    }
  }
  state.unsynced[name_of(file)].push_back(std::move(old));
}

int close_file(sqlite3_file* file) {
  const int code = real_of(file)->pMethods->xClose(real_of(file));
  std::free(real_of(file));
  return code;
}
int read_bytes(sqlite3_file* file, void* bytes, int size, sqlite3_int64 offset) {
  return real_of(file)->pMethods->xRead(real_of(file), bytes, size, offset);
}
int write_bytes(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
  if (take_step(file, bytes, size, offset)) return SQLITE_FULL;
  remember(file, size, offset);
  return real_of(file)->pMethods->xWrite(real_of(file), bytes, size, offset);
}
int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  // A disk that is full still lets a file shrink.
  (void)take_step(file, nullptr, 0, 0);
  sqlite3_int64 length = 0;
  if (real_of(file)->pMethods->xFileSize(real_of(file), &length) != SQLITE_OK) std::abort();
  if (length > size) remember(file, static_cast<int>(length - size), size);
  return real_of(file)->pMethods->xTruncate(real_of(file), size);
}
int sync_file(sqlite3_file* file, int flags) {
  (void)take_step(file, nullptr, 0, 0);
  if (name_of(file) != nullptr) state.unsynced.erase(name_of(file));
  return real_of(file)->pMethods->xSync(real_of(file), flags);
}
int file_size(sqlite3_file* file, sqlite3_int64* size) {
  return real_of(file)->pMethods->xFileSize(real_of(file), size);
}
int lock(sqlite3_file* file, int level) { return real_of(file)->pMethods->xLock(real_of(file), level); }
int unlock(sqlite3_file* file, int level) { return real_of(file)->pMethods->xUnlock(real_of(file), level); }
int check_lock(sqlite3_file* file, int* locked) {
  return real_of(file)->pMethods->xCheckReservedLock(real_of(file), locked);
}
int control(sqlite3_file* file, int what, void* argument) {
  return real_of(file)->pMethods->xFileControl(real_of(file), what, argument);
}
int sector_size(sqlite3_file* file) { return real_of(file)->pMethods->xSectorSize(real_of(file)); }
// Nothing is promised of how a power cut leaves a write.
int characteristics(sqlite3_file*) { return 0; }

const sqlite3_io_methods kMethods{
    1,       close_file, read_bytes, write_bytes, truncate_file, sync_file,       file_size,
    lock,    unlock,     check_lock, control,     sector_size,   characteristics, nullptr,
    nullptr, nullptr,    nullptr,    nullptr,     nullptr};

sqlite3_vfs* real_vfs() {
  static sqlite3_vfs* const real = sqlite3_vfs_find(nullptr);
  return real;
}

int open_file(sqlite3_vfs*, sqlite3_filename name, sqlite3_file* file, int flags, int* out_flags) {
  auto* shaky = new (file) ShakyFile{};
  shaky->name = name;
  shaky->real = static_cast<sqlite3_file*>(std::calloc(1, static_cast<std::size_t>(real_vfs()->szOsFile)));
  if (shaky->real == nullptr) return SQLITE_NOMEM;
  const int code = real_vfs()->xOpen(real_vfs(), name, shaky->real, flags, out_flags);
  if (code != SQLITE_OK) {
    std::free(shaky->real);
    return code;
  }
  shaky->base.pMethods = &kMethods;
  return SQLITE_OK;
}

int last_error(sqlite3_vfs*, int, char*) { return ENOSPC; }

}  // namespace

const std::string& ShakyDisk::vfs() {
  static const std::string name = [] {
    static sqlite3_vfs shaky = *real_vfs();
    shaky.szOsFile = sizeof(ShakyFile);
    shaky.zName = kName;
    shaky.pNext = nullptr;
    shaky.xOpen = open_file;
    shaky.xGetLastError = last_error;
    if (sqlite3_vfs_register(&shaky, 0) != SQLITE_OK) std::abort();
    return std::string{kName};
  }();
  return name;
}

void ShakyDisk::cut_power_at(std::uint64_t step, bool torn) {
  calm();
  state.cut_at = step;
  state.torn = torn;
}

void ShakyDisk::fill_at(std::uint64_t step) {
  calm();
  state.full_at = step;
}

void ShakyDisk::calm() { state = {}; }

std::uint64_t ShakyDisk::steps() { return state.steps; }

}  // namespace bianmin::journal
