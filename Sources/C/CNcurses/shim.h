// ncurses' terminal descriptions with what Swift cannot import: a variadic function, and answers that are pointers
// to nowhere.
#pragma once
#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <term.h>

/// A string of the terminal's description, or NULL where it has none of that name.
static inline const char *cncurses_string(const char *name) {
    const char *found = tigetstr(name);
    return found == (const char *)-1 ? NULL : found;
}

/// A string of the description with its numbers put in; NULL where it cannot be made. It stands until the next call.
static inline const char *cncurses_filled(const char *string, long first, long second) {
    return tparm(string, first, second, 0L, 0L, 0L, 0L, 0L, 0L, 0L);
}
