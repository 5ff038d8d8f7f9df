// glibc's argp with what Swift cannot import: a global variable and macros that are aliases.
#pragma once

#include <argp.h>

/// The flags under which argp parses and neither prints nor exits by itself.
enum { cargp_silent = ARGP_SILENT, cargp_in_order = ARGP_IN_ORDER };

/// What a parser returns for a key that it does not know, to stop parsing, and for a value that it refuses.
enum { cargp_unknown = ARGP_ERR_UNKNOWN, cargp_stop = ECANCELED, cargp_refused = EINVAL };

/// The keys that argp itself sends: an argument that is no option, and the word that parsing failed.
enum { cargp_argument = ARGP_KEY_ARG, cargp_failed = ARGP_KEY_ERROR };

/// Usage errors exit with this status wherever argp exits by itself (its own default is 64).
void cargp_set_usage_status(int status);
