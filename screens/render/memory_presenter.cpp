#include "screens/render/memory_presenter.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace bianmin::render {

MemoryPresenter::MemoryPresenter(scene::Size size) : size_{size}, woken_{eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)} {
  if (woken_ < 0) throw std::system_error{errno, std::generic_category(), "eventfd"};
}

MemoryPresenter::~MemoryPresenter() { close(woken_); }

void MemoryPresenter::present(const Pixels&, std::span<const scene::Rect> damage) {
  last_damage_.assign(damage.begin(), damage.end());
  ++frames_;
}

std::vector<RawInput> MemoryPresenter::wait(std::optional<Deadline> deadline) {
  pollfd waiting{woken_, POLLIN, 0};
  for (;;) {
    timespec limit{};
    if (deadline) {
      const auto left =
          std::max(std::chrono::nanoseconds{0}, std::chrono::nanoseconds{*deadline - std::chrono::steady_clock::now()});
      limit = {left.count() / 1'000'000'000, left.count() % 1'000'000'000};
    }
    if (ppoll(&waiting, 1, deadline ? &limit : nullptr, nullptr) >= 0) break;
    if (errno != EINTR) throw std::system_error{errno, std::generic_category(), "ppoll"};
  }
  std::uint64_t count = 0;
  // Nothing to read means that the deadline came first.
  if (read(woken_, &count, sizeof count) < 0 && errno != EAGAIN) {
    throw std::system_error{errno, std::generic_category(), "eventfd"};
  }
  std::vector<RawInput> inputs;
  {
    const std::lock_guard lock{mutex_};
    inputs.swap(injected_);
  }
  for (const auto& input : inputs) {
    if (const auto* resized = std::get_if<Resized>(&input)) size_ = {resized->width, resized->height};
  }
  return inputs;
}

void MemoryPresenter::wake() {
  const std::uint64_t one = 1;
  // A full counter wakes just as well.
  if (write(woken_, &one, sizeof one) < 0 && errno != EAGAIN) {
    throw std::system_error{errno, std::generic_category(), "eventfd"};
  }
}

void MemoryPresenter::inject(RawInput input) {
  {
    const std::lock_guard lock{mutex_};
    injected_.push_back(std::move(input));
  }
  wake();
}

}  // namespace bianmin::render
