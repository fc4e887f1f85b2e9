#pragma once
// A pcscd of one reader behind the functions of winscard.h. They are defined in fake_winscard.cpp: a program that is
// linked with it talks to the FakePcscd there is, and never to libpcsclite. What it does is what pcsc-lite 1.9.9 and
// 2.3.3 do (src/eventhandler.c, src/winscard.c, src/winscard_clnt.c); above all it counts cards as they do.
#include <cstdint>
#include <functional>
#include <memory>

#include "kiosk/base/bytes.h"

namespace bianmin::tests {

using CardTalk = std::function<Bytes(ByteView command)>;

// Thread: any one. One at a time.
class FakePcscd {
 public:
  FakePcscd();
  ~FakePcscd();
  FakePcscd(const FakePcscd&) = delete;
  FakePcscd& operator=(const FakePcscd&) = delete;

  // A card that lay there before the daemon came is not counted.
  void lies_there(CardTalk talk);
  void lay(CardTalk talk);
  void remove();
  // Another card in the place of the one that lies there, before anybody has seen the slot empty.
  void change(CardTalk talk);
  // How the contacts lie: badly, and the card is mute until it gets power again.
  void contacts(bool good);
  // Called once, when the next card is about to get power.
  void before_power(std::function<void()> call);
  // Until false, no command comes back.
  void hang(bool on);

  [[nodiscard]] int contexts() const;  // that are not released yet
  [[nodiscard]] int cards() const;     // that have power
  [[nodiscard]] int commands() const;  // that cards got

  struct State;

 private:
  std::shared_ptr<State> state_;
};

}  // namespace bianmin::tests
