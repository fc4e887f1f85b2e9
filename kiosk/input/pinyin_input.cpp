#include "kiosk/input/pinyin_input.h"

#include <pinyin.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

namespace bianmin::input {
namespace {

constexpr std::size_t kMostLetters = 30;

// pinyin.h types its options as unrelated enumerations; the library takes their bits together.
constexpr pinyin_option_t kOptions = static_cast<guint32>(PINYIN_INCOMPLETE) | static_cast<guint32>(USE_DIVIDED_TABLE) |
                                     static_cast<guint32>(USE_RESPLIT_TABLE) |
                                     static_cast<guint32>(PINYIN_CORRECT_UE_VE) |
                                     static_cast<guint32>(PINYIN_CORRECT_V_U);

std::string letters_of(std::string_view pinyin) {
  std::string letters;
  for (const char letter : pinyin) {
    const bool known = (letter >= 'a' && letter <= 'z') || (letter == '\'' && !letters.empty());
    if (known && letters.size() < kMostLetters) letters += letter;
  }
  return letters;
}

}  // namespace

class PinyinInput::Engine {
 public:
  // Null: the folder holds no dictionary that libpinyin takes.
  static std::unique_ptr<Engine> open(const std::string& folder) {
    std::error_code fault;
    // libpinyin goes on without its tables and finds nothing ever after.
    if (!std::filesystem::exists(std::filesystem::path{folder} / "table.conf", fault)) return nullptr;
    // Without a user folder nothing is read from or written for any user.
    pinyin_context_t* context = pinyin_init(folder.c_str(), nullptr);
    if (context == nullptr) return nullptr;
    pinyin_set_options(context, kOptions);
    pinyin_instance_t* instance = pinyin_alloc_instance(context);
    if (instance == nullptr) {
      pinyin_fini(context);
      return nullptr;
    }
    return std::unique_ptr<Engine>{new Engine{context, instance}};
  }

  ~Engine() {
    pinyin_free_instance(instance_);
    pinyin_fini(context_);
  }
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  std::vector<Candidate> candidates(const std::string& letters, std::size_t limit) {
    pinyin_reset(instance_);
    if (pinyin_parse_more_full_pinyins(instance_, letters.c_str()) == 0) return {};
    pinyin_guess_sentence(instance_);
    pinyin_guess_candidates(instance_, 0, SORT_BY_PHRASE_LENGTH_AND_FREQUENCY);
    guint count = 0;
    pinyin_get_n_candidate(instance_, &count);
    std::vector<Candidate> found;
    for (guint index = 0; index < count && found.size() < limit; ++index) {
      if (auto one = candidate(index)) {
        if (std::ranges::find(found, one->text, &Candidate::text) == found.end()) found.push_back(*std::move(one));
      }
    }
    return found;
  }

  void reset() { pinyin_reset(instance_); }

 private:
  Engine(pinyin_context_t* context, pinyin_instance_t* instance) : context_{context}, instance_{instance} {}

  std::optional<Candidate> candidate(guint index) {
    lookup_candidate_t* raw = nullptr;
    lookup_candidate_type_t type = NORMAL_CANDIDATE;
    const gchar* text = nullptr;
    if (!pinyin_get_candidate(instance_, index, &raw) || !pinyin_get_candidate_type(instance_, raw, &type) ||
        !pinyin_get_candidate_string(instance_, raw, &text)) {
      return std::nullopt;
    }
    if (type == NBEST_MATCH_CANDIDATE) return Candidate{text, pinyin_get_parsed_input_length(instance_)};
    // Choosing an addon's word would copy it into the user's dictionary, if only in memory.
    if (type != NORMAL_CANDIDATE) return std::nullopt;
    // Choosing is how libpinyin tells where a candidate ends; nothing is learned before pinyin_train().
    const int end = pinyin_choose_candidate(instance_, 0, raw);
    pinyin_clear_constraint(instance_, 0);
    if (end <= 0) return std::nullopt;
    return Candidate{text, static_cast<std::size_t>(end)};
  }

  pinyin_context_t* context_;
  pinyin_instance_t* instance_;
};

PinyinInput::PinyinInput() : PinyinInput{BIANMIN_PINYIN_DICTIONARY} {}
PinyinInput::PinyinInput(std::string dictionary_folder) : folder_{std::move(dictionary_folder)} {}
PinyinInput::~PinyinInput() = default;
PinyinInput::PinyinInput(PinyinInput&&) noexcept = default;
PinyinInput& PinyinInput::operator=(PinyinInput&&) noexcept = default;

std::expected<void, PinyinFault> PinyinInput::load() {
  if (!engine_) engine_ = Engine::open(folder_);
  if (!engine_) return std::unexpected{PinyinFault::NoDictionary};
  return {};
}

std::expected<std::vector<Candidate>, PinyinFault> PinyinInput::candidates(std::string_view pinyin, std::size_t limit) {
  const std::string letters = letters_of(pinyin);
  if (letters.empty()) return std::vector<Candidate>{};
  if (const auto loaded = load(); !loaded) return std::unexpected{loaded.error()};
  return engine_->candidates(letters, limit);
}

void PinyinInput::reset() {
  if (engine_) engine_->reset();
}

}  // namespace bianmin::input
