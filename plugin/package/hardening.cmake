# Code that reads hostile bytes gets what compiler and linker have against faults in it. The packager's flags come after these.
#
# SPDX-License-Identifier: GPL-2.0-or-later

include(CheckCCompilerFlag)
include(CheckLinkerFlag)
include(CheckPIESupported)

check_pie_supported()
foreach(flag -fcf-protection -fstack-clash-protection -fstack-protector-strong)
    string(MAKE_C_IDENTIFIER "has${flag}" has_flag)
    check_c_compiler_flag(${flag} ${has_flag})
    if(${has_flag})
        string(PREPEND CMAKE_C_FLAGS "${flag} ")
    endif()
endforeach()

check_linker_flag(C -Wl,-z,relro,-z,now has_relro_now)
if(has_relro_now)
    foreach(kind EXE MODULE)
        string(PREPEND CMAKE_${kind}_LINKER_FLAGS "-Wl,-z,relro,-z,now ")
    endforeach()
endif()

# Whoever has set it knows why, some compilers among them. It needs optimisation, and hides calls of the C library from sanitizers.
set(CMAKE_TRY_COMPILE_CONFIGURATION ${CMAKE_BUILD_TYPE})
try_compile(can_fortify SOURCE_FROM_CONTENT can_fortify.c
    "#if !defined __OPTIMIZE__ || defined _FORTIFY_SOURCE\n#error\n#endif\nint main(void) { return 0; }\n" NO_CACHE)
if(can_fortify AND NOT sanitizers)
    set(fortified ON)
    string(PREPEND CMAKE_C_FLAGS "-D_FORTIFY_SOURCE=3 ")
endif()
