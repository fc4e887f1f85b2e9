#pragma once
// MemoryPresenter: a panel that nobody sees. For servers, automation and tests; the program behaves as with a window.
#include <atomic>
#include <mutex>
#include <vector>

#include "screens/render/presenter.h"

namespace bianmin::render {

class MemoryPresenter : public Presenter {
 public:
  explicit MemoryPresenter(scene::Size size);
  ~MemoryPresenter() override;
  MemoryPresenter(const MemoryPresenter&) = delete;
  MemoryPresenter& operator=(const MemoryPresenter&) = delete;

  [[nodiscard]] scene::Size size() const override { return size_; }
  void present(const Pixels& pixels, std::span<const scene::Rect> damage) override;
  [[nodiscard]] std::vector<RawInput> wait(std::optional<Deadline> deadline) override;
  void wake() override;

  // As if hands had done it. Thread: any. A Resized changes size() when it is waited for.
  void inject(RawInput input);
  // How often something was presented. Thread: any.
  [[nodiscard]] std::uint64_t frames() const { return frames_; }
  // Of the last present(). Thread: the presenter's.
  [[nodiscard]] const std::vector<scene::Rect>& last_damage() const { return last_damage_; }

 private:
  scene::Size size_;
  int woken_;  // eventfd
  std::mutex mutex_;
  std::vector<RawInput> injected_;
  std::atomic<std::uint64_t> frames_ = 0;
  std::vector<scene::Rect> last_damage_;
};

}  // namespace bianmin::render
