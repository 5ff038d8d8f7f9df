#define _GNU_SOURCE
#include "CFiles.h"

#include <unistd.h>

int shotmark_syncfs(int descriptor) { return syncfs(descriptor); }
