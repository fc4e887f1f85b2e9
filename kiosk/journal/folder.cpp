#include "kiosk/journal/folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace bianmin::journal {
namespace {

constexpr mode_t kOwnerOnly = 0600;
constexpr mode_t kOwnerFolder = 0700;
constexpr mode_t kRights = 07777;

std::unexpected<JournalFault> fault_of_errno() {
  switch (errno) {
    case ENOSPC:
    case EDQUOT:
      return std::unexpected{JournalFault::DiskFull};
    case EIO:
      return std::unexpected{JournalFault::DiskError};
    default:
      return std::unexpected{JournalFault::NoAccess};
  }
}

class File {
 public:
  File(const std::filesystem::path& path, int flags)
      : descriptor_{::open(path.c_str(), flags | O_CLOEXEC, kOwnerOnly)} {}
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }
  [[nodiscard]] bool sync() const { return ::fsync(descriptor_) == 0; }
  [[nodiscard]] bool set_mode(mode_t mode) const { return ::fchmod(descriptor_, mode) == 0; }
  [[nodiscard]] bool write(ByteView bytes) const {
    while (!bytes.empty()) {
      const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) return false;
      bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
    return true;
  }

 private:
  int descriptor_;
};

}  // namespace

std::expected<void, JournalFault> make_private_folder(const std::filesystem::path& folder) {
  std::error_code trouble;
  if (folder.has_parent_path()) std::filesystem::create_directories(folder.parent_path(), trouble);
  if (trouble) return std::unexpected{JournalFault::NoAccess};
  if (::mkdir(folder.c_str(), kOwnerFolder) == 0) return sync_folder(folder.parent_path());
  if (errno != EEXIST) return fault_of_errno();
  struct stat found{};
  if (::stat(folder.c_str(), &found) != 0) return fault_of_errno();
  if (!S_ISDIR(found.st_mode)) return std::unexpected{JournalFault::NoAccess};
  if ((found.st_mode & kRights) == kOwnerFolder) return {};
  if (::chmod(folder.c_str(), kOwnerFolder) != 0) return fault_of_errno();
  return {};
}

std::expected<void, JournalFault> make_private_file(const std::filesystem::path& file) {
  const File opened{file, O_RDWR | O_CREAT | O_NOFOLLOW};
  if (!opened.is_open() || !opened.set_mode(kOwnerOnly) || !opened.sync()) return fault_of_errno();
  return sync_folder(file.parent_path());
}

std::expected<void, JournalFault> write_private_file(const std::filesystem::path& file, ByteView bytes) {
  std::filesystem::path draft = file;
  draft += ".new";
  {
    const File opened{draft, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW};
    if (!opened.is_open() || !opened.set_mode(kOwnerOnly) || !opened.write(bytes) || !opened.sync()) {
      return fault_of_errno();
    }
  }
  return move_file(draft, file);
}

std::expected<void, JournalFault> move_file(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (std::rename(from.c_str(), to.c_str()) != 0) {
    if (errno == ENOENT) return {};
    return fault_of_errno();
  }
  return sync_folder(to.parent_path());
}

std::expected<void, JournalFault> sync_folder(const std::filesystem::path& folder) {
  const File opened{folder.empty() ? std::filesystem::path{"."} : folder, O_RDONLY | O_DIRECTORY};
  if (!opened.is_open() || !opened.sync()) return fault_of_errno();
  return {};
}

}  // namespace bianmin::journal
