// bianmin-terminal: the self-service terminal. The only file that knows every concrete type.
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/spdlog.h>
#include <string.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <memory>
#include <thread>

#include "kiosk/base/wiping.h"
#include "kiosk/devices/device_check.h"
#include "kiosk/flow/transition.h"
#include "kiosk/runner/fresh.h"
#include "kiosk/terminal/assemble.h"
#include "kiosk/terminal/automation_answers.h"
#include "screens/render/memory_presenter.h"
#include "screens/render/sdl_presenter.h"
#include "screens/render/sound.h"

namespace bianmin {
namespace {

using SteadyClock = std::chrono::steady_clock;

struct CommandLine {
  std::string settings;
  std::string assets;
  std::string device_program;
  std::string automation;
  std::array<int, 4> window_part{0, 0, 100, 100};
  bool headless = false;
  bool check = false;
};

// Settings or a command line that another start would not mend: the service is not started again then.
constexpr int kBadSettings = 2;
constexpr std::size_t kMostEvents = 1024;
constexpr std::size_t kMostRequests = 64;

std::filesystem::path own_folder() { return std::filesystem::read_symlink("/proc/self/exe").parent_path(); }

std::filesystem::path device_program(const CommandLine& line) {
  return line.device_program.empty() ? own_folder() / "bianmin-device" : std::filesystem::path{line.device_program};
}

void set_up_log(const settings::Log& log) {
  constexpr std::size_t kLargestLog = 8U << 20U;  // bytes
  constexpr std::size_t kLogsKept = 3;
  try {
    if (!log.file.empty()) {
      spdlog::set_default_logger(spdlog::rotating_logger_mt("terminal", log.file.string(), kLargestLog, kLogsKept));
    }
  } catch (const spdlog::spdlog_ex& fault) {
    // No log is no reason for no terminal.
    spdlog::error("{}: the log cannot be written, and goes to standard error instead: {}", log.file.string(),
                  fault.what());
  }
  spdlog::set_level(spdlog::level::from_str(log.level));
  spdlog::flush_on(spdlog::level::info);
}

// Tells the main loop to end, from whatever thread a signal or a window says so.
class EndOnSignal {
 public:
  // Before any other thread begins, so that all of them leave these signals to this one.
  EndOnSignal() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGTERM);
    sigaddset(&signals_, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    std::signal(SIGPIPE, SIG_IGN);  // a peer that hung up is told by the call that wrote to it
  }
  void wake_on_end(render::Presenter& presenter) {
    thread_ = std::thread{[this, &presenter] {
      int which = 0;
      sigwait(&signals_, &which);
      ending_ = true;
      presenter.wake();
    }};
  }
  ~EndOnSignal() { stop(); }
  // No wake() after this.
  void stop() {
    if (!thread_.joinable()) return;
    if (!ending_) pthread_kill(thread_.native_handle(), SIGTERM);
    thread_.join();
  }
  EndOnSignal(const EndOnSignal&) = delete;
  EndOnSignal& operator=(const EndOnSignal&) = delete;

  [[nodiscard]] bool ending() const { return ending_; }

 private:
  sigset_t signals_{};
  std::atomic<bool> ending_ = false;
  std::thread thread_;
};

render::Signal signal_of(flow::Sound sound) {
  switch (sound) {
    case flow::Sound::Tick:
      return render::Signal::Touch;
    case flow::Sound::Done:
      return render::Signal::Done;
    case flow::Sound::Attention:
      return render::Signal::Attention;
  }
  std::unreachable();
}

// One turn of the loop after the other, until it is told to end.
class Loop {
 public:
  Loop(const settings::Settings& settings, const CommandLine& line, render::Presenter& presenter, EndOnSignal& end)
      : presenter_{presenter},
        end_{end},
        painter_{render::Assets{line.assets.empty() ? settings.assets.folder : std::filesystem::path{line.assets}}},
        stage_{presenter_,
               painter_,
               {settings.screen.reduced_motion, settings.screen.contrast == settings::Contrast::High}},
        events_{kMostEvents, [this] { presenter_.wake(); }},
        requests_{kMostRequests, [this] { presenter_.wake(); }},
        terminal_{terminal::terminal_of(settings)} {
    if (settings.screen.sound && !line.headless) sound_.emplace();
    // The first frame stands before anything slow begins.
    terminal_.clock = runner::local_clock(std::chrono::system_clock::now());
    (void)stage_.show(terminal_);  // nothing was held before the first page
    runner_.emplace(terminal::runner_options_of(settings, device_program(line)), events_,
                    runner::StageHands{[this](flow::Sound sound) {
                                         if (sound_) sound_->play(signal_of(sound));
                                       },
                                       [this] { stage_.forget(); }});
    if (!line.automation.empty()) automation_.emplace(line.automation, requests_);
  }

  void run() {
    runner_->start();
    follow(flow::start(std::move(terminal_)));
    while (!end_.ending() && !quit_) {
      for (const auto& input : presenter_.wait(next_deadline())) take(input);
      hear_events();
      for (const auto& fired : runner_->timers_due(SteadyClock::now())) happen(fired);
      read_clock();
      for (auto request = requests_.try_take(); request; request = requests_.try_take()) answer(*request);
      stage_.animate(SteadyClock::now());
      if (std::exchange(visit_ended_, false)) wipe_stack();
    }
  }

 private:
  void take(const render::RawInput& input) {
    if (std::holds_alternative<render::QuitAsked>(input)) quit_ = true;
    for (const auto& event : stage_.take(input, terminal_)) happen(event);
  }

  // A few at a time: hands and timers have their turn however much is told.
  void hear_events() {
    constexpr int kMost = 64;
    for (int count = 0; count < kMost; ++count) {
      const auto event = events_.try_take();
      if (!event) return;
      happen(*event);
    }
    presenter_.wake();
  }

  void happen(const flow::Event& event) {
    const auto before = flow::name_of(terminal_.state);
    follow(flow::transition(std::move(terminal_), event));
    const auto after = flow::name_of(terminal_.state);
    if (before != after) spdlog::info("{} -> {} on {}", before, after, flow::name_of(event));
  }

  // The screen first: a touch is answered before disk and network are asked.
  void follow(flow::Step step) {
    const bool ends = std::ranges::any_of(
        step.effects, [](const flow::Effect& effect) { return std::holds_alternative<flow::EndVisit>(effect); });
    take_over(std::move(step.terminal), ends);
    std::vector<flow::Event> owed;
    if (!ends) owed = stage_.show(terminal_);
    runner_->carry_out(step.effects);
    if (ends) owed = stage_.show(terminal_);  // after what was drawn of the visit has been wiped
    for (const auto& event : owed) happen(event);
  }

  // A state is smaller than the one before it at times: what short strings of a visit left must not lie behind it.
  void take_over(flow::Terminal&& next, bool visit_ends) {
    if (!visit_ends) {
      terminal_ = std::move(next);
      return;
    }
    std::destroy_at(&terminal_);
    explicit_bzero(static_cast<void*>(&terminal_), sizeof terminal_);
    std::construct_at(&terminal_, std::move(next));
    visit_ended_ = true;
  }

  void read_clock() {
    const auto clock = runner::local_clock(std::chrono::system_clock::now());
    if (clock != terminal_.clock) happen(flow::ClockRead{clock});
  }

  void answer(const terminal::AutomationRequest& request) {
    auto answered = terminal::answer(request.words, stage_, terminal_);
    for (const auto& input : answered.input) take(input);
    request.answer->set_value(std::move(answered.line));
  }

  [[nodiscard]] std::optional<render::Deadline> next_deadline() const {
    const auto now = std::chrono::system_clock::now();
    const auto minute = std::chrono::ceil<std::chrono::minutes>(now + std::chrono::milliseconds{1});
    auto next = SteadyClock::now() + std::chrono::duration_cast<SteadyClock::duration>(minute - now);
    if (const auto timer = runner_->next_timer()) next = std::min(next, *timer);
    if (const auto frame = stage_.next_frame_due()) next = std::min(next, *frame);
    return next;
  }

  render::Presenter& presenter_;
  EndOnSignal& end_;
  render::Painter painter_;
  terminal::Stage stage_;
  runner::EventInbox events_;
  Inbox<terminal::AutomationRequest> requests_;
  flow::Terminal terminal_;
  std::optional<render::Sound> sound_;
  std::optional<runner::Runner> runner_;
  std::optional<terminal::Automation> automation_;
  bool quit_ = false;
  bool visit_ended_ = false;
};

std::expected<std::unique_ptr<render::Presenter>, std::string> open_presenter(const settings::Settings& settings,
                                                                              const CommandLine& line) {
  const scene::Size panel{settings.screen.width, settings.screen.height};
  if (line.headless) return std::make_unique<render::MemoryPresenter>(panel);
  render::SdlOptions options;
  options.title = "便民";
  options.panel = panel;
  const auto [left, top, width, height] = line.window_part;
  options.part = {left, top, width, height};
  options.full_screen = settings.screen.full_screen;
  auto opened = render::SdlPresenter::open(options);
  if (!opened) return std::unexpected{opened.error()};
  return std::move(*opened);
}

void say(const std::vector<settings::Problem>& problems, const CommandLine& line) {
  for (const auto& problem : problems) {
    std::fprintf(stderr, "%s\n", settings::to_string(problem, line.settings).c_str());
  }
}

// What the file alone does not show: whether what it names is here, and whether the drivers know what they are told.
int check(settings::Settings settings, const CommandLine& line) {
  if (!line.assets.empty()) settings.assets.folder = line.assets;
  auto problems = settings::missing_files(settings);
  const auto orders = terminal::runner_options_of(settings, device_program(line)).devices;
  for (std::size_t at = 0; at < orders.size(); ++at) {
    const auto right = devices::check_device(orders[at].process);
    if (!right)
      problems.push_back({settings.devices[at].line, "device[" + std::to_string(at + 1) + "]", right.error()});
  }
  std::ranges::stable_sort(problems, {}, &settings::Problem::line);
  say(problems, line);
  if (!problems.empty()) return kBadSettings;
  std::printf("%s is right\n", line.settings.c_str());
  return 0;
}

int run(const CommandLine& line) {
  const auto settings = settings::load(line.settings);
  if (!settings) {
    say(settings.error(), line);
    return kBadSettings;
  }
  if (line.check) return check(*settings, line);
  set_up_log(settings->log);
  EndOnSignal end;
  auto presenter = open_presenter(*settings, line);
  if (!presenter) {
    spdlog::critical("no screen: {}; without a display start with --headless", presenter.error());
    return 1;
  }
  Loop loop{*settings, line, **presenter, end};
  end.wake_on_end(**presenter);
  // The thread that waits for signals wakes the presenter: it must be gone before that goes, also after an exception.
  const std::shared_ptr<void> last{nullptr, [&end](void*) { end.stop(); }};
  loop.run();
  return 0;
}

}  // namespace
}  // namespace bianmin

int main(int argc, char** argv) {
  bianmin::forbid_dumps();
  bianmin::CommandLine line;
  CLI::App app{"The self-service terminal for government services."};
  app.set_version_flag("--version", BIANMIN_VERSION);
  app.add_option("--settings", line.settings, "kiosk.toml of this terminal")->required();
  app.add_option("--assets", line.assets, "folder of icons and pictures, instead of the one in kiosk.toml");
  app.add_option("--device-program", line.device_program, "bianmin-device, when it is not beside this program");
  app.add_option("--window-part", line.window_part, "part of the desktop for the window: left,top,width,height in %")
      ->delimiter(',')
      ->check(CLI::Range(0, 100));
  app.add_flag("--headless", line.headless, "show nothing: for automation and tests");
  app.add_option("--automation", line.automation, "a socket by which a script sees and touches the screen");
  app.add_flag("--check", line.check, "only say what is wrong with the settings");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : bianmin::kBadSettings;
  }
  try {
    return bianmin::run(line);
  } catch (const std::exception& error) {
    spdlog::critical("{}", error.what());
    return 1;
  }
}
