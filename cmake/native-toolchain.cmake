# The native compiler: $CXX if set, else the clang that scripts/setup chose, else the system's own.
include("${CMAKE_CURRENT_LIST_DIR}/paths.cmake")

if(NOT DEFINED ENV{CXX} AND LIVEFIG_CLANGXX)
  set(CMAKE_CXX_COMPILER "${LIVEFIG_CLANGXX}")
endif()
