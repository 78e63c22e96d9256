# What scripts/setup found or unpacked, if it ran; without it CMake looks on the system by itself.
include("${CMAKE_CURRENT_LIST_DIR}/../build/toolchain/paths.cmake" OPTIONAL)
