#include "kiosk/service/masking.h"

#include <catch2/catch_test_macros.hpp>
#include <vector>

#include "kiosk/base/utf8.h"

using namespace bianmin::service;

namespace {
struct Row {
  std::string (*mask)(std::string_view);
  const char* plain;
  const char* masked;
};

const std::vector<Row> kRows{
    {mask_number, "11010519491231002X", "1101**********002X"},
    {mask_number, "AUS110003123456", "AUS1*******3456"},
    {mask_number, "YS2021083015", "YS20****3015"},
    {mask_number, "12345678", "12****78"},
    {mask_number, "123", "***"},
    {mask_number, "", ""},
    {mask_name, "张晓明", "张*明"},
    {mask_name, "李四", "李*"},
    {mask_name, "欧阳娜娜", "欧**娜"},
    {mask_name, "阿凡提·买买提", "阿*****提"},
    {mask_name, "赵", "*"},
    {mask_name, "JOHN SMITH", "J*** S****"},
    {mask_name, "", ""},
    {mask_phone, "13800000000", "138****0000"},
    {mask_phone, "075512345678", "075*****5678"},
    {mask_phone, "12345", "1***5"},
    {mask_address, "北京市朝阳区建国路1号", "北京市朝阳区******"},
    {mask_address, "内蒙古自治区呼伦贝尔市鄂温克族自治旗巴彦托海镇", "内蒙古自治区呼伦贝尔市******"},
    {mask_address, "云山大道十八号花园三栋六零二", "云山大道******"},
    {mask_address, "青石", "******"},
    {mask_address, "朝阳区", "朝******"},
    {mask_address, "", ""},
    {mask_text, "青石路 18 号", "青*******"},
    {mask_text, "a", "*"},
};
}  // namespace

TEST_CASE("personal data is masked, character by character") {
  for (const auto& row : kRows) {
    INFO(row.plain);
    CHECK(row.mask(row.plain) == row.masked);
  }
}

TEST_CASE("broken UTF-8 comes out as stars and whole") {
  for (auto* mask : {mask_number, mask_name, mask_phone, mask_address, mask_text}) {
    for (const char* broken :
         {"\xe5\xbc明明", "张\xff\xfe明", "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80", "明\xf0\x9f"}) {
      const std::string masked = mask(broken);
      CHECK(bianmin::is_utf8(masked));
      CHECK_FALSE(masked.empty());
    }
  }
}
