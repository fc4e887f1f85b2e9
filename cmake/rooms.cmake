# A room is a static library named bianmin_<room>. What it may include is what it links: a wrong include fails the build,
# because a room's headers come only with its target.
include(dependencies)

add_library(bianmin_options INTERFACE)
target_compile_options(bianmin_options INTERFACE -Wall -Wextra -Wpedantic -Werror -Wshadow -Wconversion
                                                 -Wsign-conversion -Wnon-virtual-dtor -fno-omit-frame-pointer)
# GCC 12 to 14 report these inside its own and third parties' inlined templates; see GCC bugs 105329 and 105562.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(bianmin_options INTERFACE -Wno-restrict -Wno-maybe-uninitialized -Wno-stringop-overflow
                                                   -Wno-stringop-overread -Wno-array-bounds -Wno-dangling-reference
                                                   -Wno-free-nonheap-object)
  if(CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(bianmin_options INTERFACE $<$<BOOL:TRUE>:-Wno-error=null-dereference>)
  endif()
endif()
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  # libstdc++ shows std::expected to those only who claim all of C++20's concepts; clang 19 has what it needs of them.
  # Its own std::get_temporary_buffer is deprecated, and used by its std::stable_sort.
  target_compile_options(bianmin_options INTERFACE -U__cpp_concepts -D__cpp_concepts=202002L -Wno-builtin-macro-redefined
                                                   -Wno-deprecated-declarations)
endif()
if(BIANMIN_SANITIZE)
  target_compile_options(bianmin_options INTERFACE -fsanitize=${BIANMIN_SANITIZE} -fno-sanitize-recover=all)
  target_link_options(bianmin_options INTERFACE -fsanitize=${BIANMIN_SANITIZE})
  target_compile_definitions(bianmin_options INTERFACE BIANMIN_SANITIZED)
endif()
target_include_directories(bianmin_options INTERFACE ${PROJECT_SOURCE_DIR})

# bianmin_room(<room> SOURCES ... LINKS ...)
function(bianmin_room room)
  cmake_parse_arguments(arg "" "" "SOURCES;LINKS" ${ARGN})
  add_library(bianmin_${room} STATIC ${arg_SOURCES})
  target_link_libraries(bianmin_${room} PUBLIC bianmin_options ${arg_LINKS})
endfunction()

# bianmin_test(<name> SOURCES ... LINKS ... [LABELS ...]): a Catch2 program, one ctest entry. Labels: `e2e` for tests
# that start other programs, `threads` for those that the thread sanitizer must see; `catch2` is on all of them.
function(bianmin_test name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINKS;LABELS;ENVIRONMENT" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE bianmin_options Catch2::Catch2WithMain ${arg_LINKS})
  target_compile_definitions(${name} PRIVATE BIANMIN_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
                                             BIANMIN_BINARY_DIR="${PROJECT_BINARY_DIR}")
  set(leaks ${PROJECT_SOURCE_DIR}/tests/leak_suppressions.txt)
  if(NOT BIANMIN_SUITES OR BIANMIN_SUITES IN_LIST arg_LABELS OR BIANMIN_SUITES STREQUAL "catch2")
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES TIMEOUT 600 LABELS "catch2;${arg_LABELS}"
                         ENVIRONMENT "LSAN_OPTIONS=suppressions=${leaks};${arg_ENVIRONMENT}")
  endif()
  # What ./check builds with sanitizers.
  add_dependencies(catch2_tests ${name})
  if("threads" IN_LIST arg_LABELS)
    add_dependencies(threaded_tests ${name})
  endif()
endfunction()

# bianmin_python_suite(<name> IN <folder> [TOP <folder>] [PATTERN <files>] [LABELS ...] [SANITIZED]): the unittest files
# of a folder, one ctest entry. Modules are named from TOP. BIANMIN_BINARIES tells them where the programs are. SANITIZED
# tries them also with what the address sanitizer's build has made of the programs.
function(bianmin_python_suite name)
  cmake_parse_arguments(arg "SANITIZED" "IN;TOP;PATTERN" "LABELS" ${ARGN})
  if(NOT arg_TOP)
    set(arg_TOP ${arg_IN})
  endif()
  if(NOT arg_PATTERN)
    set(arg_PATTERN "test*.py")
  endif()
  if(BIANMIN_SUITES AND NOT BIANMIN_SUITES STREQUAL "python")
    if(NOT arg_SANITIZED OR NOT BIANMIN_SUITES STREQUAL "catch2")
      return()
    endif()
  endif()
  set(leaks ${PROJECT_SOURCE_DIR}/tests/leak_suppressions.txt)
  add_test(NAME ${name} COMMAND /usr/bin/python3 -B -m unittest discover -s ${arg_IN} -t ${arg_TOP} -p ${arg_PATTERN}
           WORKING_DIRECTORY ${arg_TOP})
  set_tests_properties(${name} PROPERTIES TIMEOUT 600 LABELS "python;${arg_LABELS}"
                       ENVIRONMENT "BIANMIN_BINARIES=${CMAKE_RUNTIME_OUTPUT_DIRECTORY};LSAN_OPTIONS=suppressions=${leaks}")
endfunction()
