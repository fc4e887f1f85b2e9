#pragma once
// What a decoder may not do, and what test_decoder.cpp nevertheless tries, in this order.
#include <array>
#include <string_view>
#include <vector>

namespace bianmin::drivers::tests {

inline constexpr std::array<std::string_view, 35> kForbiddenActs{
    "start a process",
    "start a process as threads are",
    "start a thread",
    "become the head of a session",
    "change its process group",
    "run another program",
    "open an internet socket",
    "open a local socket",
    "make two sockets that are joined",
    "make a pipe",
    "write a file",
    "append to a file",
    "shorten a file",
    "make a file",
    "make a file without a name",
    "make a file in memory",
    "make a folder",
    "rename a file",
    "remove a file",
    "change a file's rights",
    "signal its parent",
    "signal its process group",
    "signal everybody",
    "send a signal with a value",
    "trace its parent",
    "read its parent's memory",
    "write its parent's memory",
    "limit its parent",
    "slow its parent down",
    "raise its own limits",
    "outlive its parent",
    "be written to a core file",
    "have a descriptor",
    "share memory",
    "make a namespace",
};

// The file that it tries to change, in the folder that the variable names.
inline constexpr const char* kFolderVariable = "BIANMIN_TEST_FOLDER";
inline constexpr const char* kFileName = "there";

// In the order above: whether it succeeded. A caller that is not confined is no longer what it was.
[[nodiscard]] std::vector<bool> try_forbidden_acts();

}  // namespace bianmin::drivers::tests
