# cmake -DMO=<in.mo> -DOUT=<out.cpp> -P embed.cmake: a compiled translation becomes a source file.
file(READ ${MO} hex HEX)
string(REGEX REPLACE "(................................)" "\\1\n" hex "${hex}")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
file(WRITE ${OUT} "#include \"screens/words/compiled.h\"

namespace bianmin::screens {
namespace {
alignas(4) constexpr unsigned char kChinese[] = {
${bytes}};
}  // namespace

std::span<const unsigned char> compiled_chinese() { return kChinese; }

}  // namespace bianmin::screens
")
