#pragma once

/// Flushes the file system that the open file lies on: Linux's `syncfs`, which Swift's Glibc module does not
/// show. 0, or -1 with `errno`.
int shotmark_syncfs(int descriptor);
