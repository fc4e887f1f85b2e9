#pragma once
// The photo decoder of an operator who has got a vendor's library. No open decoder exists.
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>

#include "drivers/id_card_reader/apart.h"
#include "drivers/id_card_reader/photo_decoder.h"
#include "drivers/id_card_reader/photo_form.h"
#include "drivers/id_card_reader/photo_program.h"

namespace bianmin::drivers {

// Has bianmin-photo load the library for each photo anew, in a process that can do nothing else and is given one
// second: it may crash, hang or hand out nonsense. After three failures in a row it is left alone until this process
// starts again.
class PhotoLibrary final : public PhotoDecoder {
 public:
  static constexpr std::size_t kMostFailures = 3;
  static constexpr std::chrono::milliseconds kLimit{1000};

  // `path` is from the root.
  PhotoLibrary(std::filesystem::path path, PhotoForm form, std::filesystem::path program = photo_program(),
               std::chrono::milliseconds limit = kLimit);

  // Tries to load it without decoding anything, so that the technician hears at once what is wrong.
  void probe(const KeepGoing& keep_going);

  [[nodiscard]] std::optional<CardPhoto> decode(PackedPhoto packed, const KeepGoing& keep_going) override;
  [[nodiscard]] std::string complaint() const override;

 private:
  // `size` and `given` as bianmin-photo takes them. Empty when all went well; otherwise a sentence about the library,
  // of which it is the subject.
  [[nodiscard]] std::string run(std::size_t size, int given, const KeepGoing& keep_going) const;
  [[nodiscard]] std::string words_for(const Ended& ended) const;

  std::filesystem::path path_;
  PhotoForm form_;
  std::filesystem::path program_;
  std::chrono::milliseconds limit_;
  std::size_t failures_ = 0;  // in a row
  std::string last_;          // what went wrong last; empty after a success
};

}  // namespace bianmin::drivers
