#pragma once
// The automation socket: lets a script see the screen and touch it, through the same path as hands.
//
// Off unless the command line asks for it. A Unix socket of mode 0600; one request a line, one JSON object a line back:
//
//     scene                 state, overlay, language, targets, words spoken, health
//     touch X Y             a finger down and up again there, in parts of the page
//     tap ACTION            the same in the middle of a target
//     hold ACTION | release a finger that stays, and goes
//     key NAME              up down left right next previous select back help
//     png PATH              what is shown, as a picture
#include <filesystem>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "kiosk/base/inbox.h"

namespace bianmin::terminal {

struct AutomationRequest {
  std::vector<std::string> words;
  std::shared_ptr<std::promise<std::string>> answer;  // one line of JSON
};

// Has a thread of its own, serving one caller after the other; the requests are answered on the main thread, which also
// makes and destroys it. At its end it closes `requests`, and drops what was not answered.
class Automation {
 public:
  // The error is a sentence for the log.
  Automation(std::filesystem::path socket, Inbox<AutomationRequest>& requests);
  ~Automation();
  Automation(const Automation&) = delete;
  Automation& operator=(const Automation&) = delete;

 private:
  void serve();
  void serve_caller(int caller);

  std::filesystem::path path_;
  Inbox<AutomationRequest>& requests_;
  int listener_;
  int stop_;  // eventfd
  std::thread thread_;
};

}  // namespace bianmin::terminal
