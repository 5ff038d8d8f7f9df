// A terminal is given back whatever happens: what has to be done inside of signal handlers, where Swift cannot be.
// There is one terminal, so the state is the process's.
#pragma once

#include <stddef.h>
#include <termios.h>

/// Puts handlers in place. What asks the program to end, to stop, to go on or to look at its size is noted and
/// told by a byte into `waker`, which must not block; what kills it gives the terminal back first. A signal that
/// was ignored from the start stays so. 0, or -1 where handlers are in place already.
int cterminal_watch(int waker);

/// Puts back the handlers that were there before, and gives the terminal back.
void cterminal_unwatch(void);

/// The next signal that was noted, or 0. What ends the program comes first.
int cterminal_next_signal(void);

/// Whether a signal that ends the program was noted and not taken yet.
int cterminal_is_ending(void);

/// From now on the terminal is to be given back: by `count` bytes (at most 512) sent to `output`, and by `modes`
/// set on `input`. 0, or -1 where there are too many bytes.
int cterminal_hold(int input, int output, const struct termios *modes, const unsigned char *farewell, size_t count);

/// Gives the terminal back, once. May be called anywhere, in handlers too.
void cterminal_give_back(void);

/// Stops the process as Ctrl-Z does by itself; returns when it goes on.
void cterminal_stop(void);
