// How functions are compiled for the processor's widest lanes.
#pragma once

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define WITHOUT_CLONES 1
#endif
#endif

#if defined(__x86_64__) && !defined(WITHOUT_CLONES)
#define WIDEST __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define WIDEST
#endif

#define INLINE static inline __attribute__((always_inline))
