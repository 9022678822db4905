# GS_FLAG(FLAG, IF-ACCEPTED): asks the compiler itself, with unknown options
# made errors so that clang says no to what it would only warn about.
AC_DEFUN([GS_FLAG], [
  gs_saved_CFLAGS=$CFLAGS
  CFLAGS="$CFLAGS -Werror $1"
  AC_MSG_CHECKING([whether $CC accepts $1])
  AC_COMPILE_IFELSE([AC_LANG_PROGRAM([[#include <stdio.h>]], [])],
    [AC_MSG_RESULT([yes])
     CFLAGS=$gs_saved_CFLAGS
     $2],
    [AC_MSG_RESULT([no])
     CFLAGS=$gs_saved_CFLAGS])
])

# GS_WARNINGS(FLAGS): probes each flag by itself; the accepted ones are in
# GS_WARN_CFLAGS.
AC_DEFUN([GS_WARNINGS], [
  GS_WARN_CFLAGS=
  for gs_flag in $1; do
    GS_FLAG([$gs_flag], [GS_WARN_CFLAGS="$GS_WARN_CFLAGS $gs_flag"])
  done
])

# GS_LINK_FLAG(FLAG, IF-ACCEPTED): whether a program that is linked with it
# runs: the linker may know more than the C library that loads the program.
AC_DEFUN([GS_LINK_FLAG], [
  gs_saved_LDFLAGS=$LDFLAGS
  LDFLAGS="$LDFLAGS $1"
  AC_MSG_CHECKING([whether a program linked with $1 runs])
  AC_RUN_IFELSE([AC_LANG_PROGRAM([[#include <stdio.h>]],
                                 [[return puts("") < 0;]])],
    [AC_MSG_RESULT([yes])
     LDFLAGS=$gs_saved_LDFLAGS
     $2],
    [AC_MSG_RESULT([no])
     LDFLAGS=$gs_saved_LDFLAGS],
    [AC_MSG_RESULT([not tried])
     LDFLAGS=$gs_saved_LDFLAGS])
])
