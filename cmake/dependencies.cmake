# xtensor, xtl, xsimd and Catch2: as packages where they are installed, else fetched at the same versions.
include(FetchContent)

# Header-only libraries hang on one SYSTEM target, so that their warnings are not ours.
add_library(livefig_dependencies INTERFACE)

# Only the include folder of a package is used: xsimd's and xtensor's targets bring definitions of
# their own (XSIMD_ENABLE_XTL_COMPLEX, -march=native) that would change the bits we compute.
function(livefig_add_headers name versions tag)
  # A package of the system would put /usr/include before Emscripten's own headers.
  if(EMSCRIPTEN)
    set(where PATHS "${LIVEFIG_HEADERS}/share/cmake" "${LIVEFIG_HEADERS}/lib/cmake" NO_DEFAULT_PATH NO_CMAKE_FIND_ROOT_PATH)
  else()
    set(where HINTS "${LIVEFIG_HEADERS}/share/cmake" "${LIVEFIG_HEADERS}/lib/cmake")
  endif()
  find_package(${name} ${versions} CONFIG QUIET ${where})
  if(${name}_FOUND)
    get_target_property(folder ${name} INTERFACE_INCLUDE_DIRECTORIES)
  else()
    message(STATUS "${name} ${tag}: not installed, fetching it")
    FetchContent_Declare(${name}
      URL "https://github.com/xtensor-stack/${name}/archive/refs/tags/${tag}.tar.gz"
      DOWNLOAD_EXTRACT_TIMESTAMP ON
      SOURCE_SUBDIR no-build-needed)
    FetchContent_MakeAvailable(${name})
    set(folder "${${name}_SOURCE_DIR}/include")
  endif()
  message(STATUS "${name}: ${folder}")
  target_include_directories(livefig_dependencies SYSTEM INTERFACE "${folder}")
endfunction()

if(EMSCRIPTEN)
  set(xtl_DIR "${LIVEFIG_HEADERS}/share/cmake/xtl") # xtensor's own search for xtl does not know our root
endif()
livefig_add_headers(xtl 0.7.7...<0.8 0.7.7)
livefig_add_headers(xsimd 13.0.0...<14 13.2.0) # before xtensor, which would look for any xsimd by itself
livefig_add_headers(xtensor 0.25.0...<0.26 0.25.0)

# Catch2 is built with the flags of each preset (sanitizers, wasm exceptions), hence from source.
function(livefig_add_catch2)
  if(LIVEFIG_CATCH2)
    set(FETCHCONTENT_SOURCE_DIR_CATCH2 "${LIVEFIG_CATCH2}" CACHE PATH "" FORCE)
  elseif(NOT EMSCRIPTEN)
    find_package(Catch2 3.5 CONFIG QUIET)
  endif()
  if(NOT Catch2_FOUND)
    FetchContent_Declare(Catch2
      URL "https://github.com/catchorg/Catch2/archive/refs/tags/v3.7.1.tar.gz"
      DOWNLOAD_EXTRACT_TIMESTAMP ON)
    FetchContent_MakeAvailable(Catch2)
    get_target_property(folders Catch2 INTERFACE_INCLUDE_DIRECTORIES)
    # Nobody debugs Catch2 here: fewer, cheaper translation units build it in a fifth of the time.
    set_target_properties(Catch2 PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 20)
    target_compile_options(Catch2 PRIVATE -O1 -g0)
    set_target_properties(Catch2 PROPERTIES INTERFACE_SYSTEM_INCLUDE_DIRECTORIES "${folders}")
  endif()
endfunction()
