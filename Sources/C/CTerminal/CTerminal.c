#define _GNU_SOURCE
#include "CTerminal.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { farewell_room = 512, signal_count = 32 };

// What gives the terminal back. Written while `held` is 0, read by whoever turns it from 1 to 0.
static struct {
    int input, output;
    struct termios modes;
    unsigned char farewell[farewell_room];
    size_t count;
} terminal;
static atomic_int held;

static atomic_int watching;
static atomic_int waker = -1;
static atomic_int noted[signal_count];
static struct sigaction former[signal_count];
static sigset_t handled, former_mask;

// What is noted, in the order in which it is told.
static const int notable[] = {SIGHUP, SIGTERM, SIGINT, SIGTSTP, SIGCONT, SIGWINCH};
enum { notable_count = sizeof notable / sizeof *notable, ending_count = 3 };

// Errors of the program: these give the terminal back even where somebody else handles them, who comes next.
static const int crashes[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT, SIGSYS};
// What kills a program that does nothing about it.
static const int deadly[] = {SIGQUIT, SIGPIPE, SIGALRM, SIGUSR1, SIGUSR2, SIGVTALRM, SIGXCPU, SIGXFSZ, SIGIO, SIGPWR};

// A terminal that takes no bytes (a line that hangs) is not waited for much longer than a moment.
static void send_farewell(void) {
    size_t sent = 0;
    for (int tries = 0; sent < terminal.count && tries < 8; tries++) {
        struct pollfd room = {.fd = terminal.output, .events = POLLOUT};
        if (poll(&room, 1, 100) == 0) continue;
        ssize_t now = write(terminal.output, terminal.farewell + sent, terminal.count - sent);
        if (now > 0) sent += (size_t)now;
        else if (now < 0 && errno != EINTR && errno != EAGAIN) return;
    }
}

void cterminal_give_back(void) {
    if (!atomic_exchange(&held, 0)) return;
    int error = errno;
    // In the background both calls would stop the process; blocked, the signal lets them through. The shell that
    // is in front there has set its own modes, and keeps them.
    sigset_t stops, mask;
    sigemptyset(&stops);
    sigaddset(&stops, SIGTTOU);
    pthread_sigmask(SIG_BLOCK, &stops, &mask);
    send_farewell();
    pid_t front = tcgetpgrp(terminal.input);
    if (front < 0 || front == getpgrp()) {
        for (int tries = 0; tcsetattr(terminal.input, TCSANOW, &terminal.modes) < 0 && errno == EINTR && tries < 8;) tries++;
    }
    pthread_sigmask(SIG_SETMASK, &mask, NULL);
    errno = error;
}

int cterminal_hold(int input, int output, const struct termios *modes, const unsigned char *farewell, size_t count) {
    if (count > farewell_room) return -1;
    atomic_store(&held, 0);
    terminal.input = input;
    terminal.output = output;
    terminal.modes = *modes;
    memcpy(terminal.farewell, farewell, count);
    terminal.count = count;
    atomic_store(&held, 1);
    return 0;
}

// The default action takes over; what was sent by hand has to be sent again.
static void die(int number) {
    signal(number, SIG_DFL);
    raise(number);
    sigset_t own;
    sigemptyset(&own);
    sigaddset(&own, number);
    pthread_sigmask(SIG_UNBLOCK, &own, NULL);
}

static void note(int number) {
    int error = errno;
    int ends = number == SIGHUP || number == SIGTERM || number == SIGINT;
    // The second one before anybody took the first: the program hangs.
    if (atomic_fetch_add(&noted[number], 1) > 0 && ends) {
        cterminal_give_back();
        die(number);
    }
    // A full pipe has woken its reader already.
    ssize_t ignored = write(atomic_load(&waker), "", 1);
    (void)ignored;
    errno = error;
}

static void rescue(int number, siginfo_t *info, void *context) {
    (void)context;
    cterminal_give_back();
    sigaction(number, &former[number], NULL);
    // An instruction's error comes again as soon as this returns, with its address. All else would not: what was
    // sent, a key, and on x86 a breakpoint.
    int is_instruction = number == SIGSEGV || number == SIGBUS || number == SIGILL || number == SIGFPE;
    if (!is_instruction || info->si_code <= 0) raise(number);
}

static void handle(int number, struct sigaction *action) {
    sigfillset(&action->sa_mask);
    // A crash while another signal is handled is still to be seen.
    for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++) sigdelset(&action->sa_mask, crashes[i]);
    if (sigaction(number, action, NULL) == 0) sigaddset(&handled, number);
}

static void watch_endings(void) {
    struct sigaction action = {.sa_sigaction = rescue, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++) {
        sigaction(crashes[i], NULL, &former[crashes[i]]);
        if (former[crashes[i]].sa_handler != SIG_IGN) handle(crashes[i], &action);
    }
    for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++) {
        sigaction(deadly[i], NULL, &former[deadly[i]]);
        if (former[deadly[i]].sa_handler == SIG_DFL) handle(deadly[i], &action);
    }
}

// A stack that ran over leaves no room for a handler; threads but this one have none of their own.
static void make_room_for_handlers(void) {
    static unsigned char room[64 * 1024];
    stack_t there;
    if (sigaltstack(NULL, &there) < 0 || !(there.ss_flags & SS_DISABLE)) return;
    stack_t ours = {.ss_sp = room, .ss_size = sizeof room};
    sigaltstack(&ours, NULL);
}

int cterminal_watch(int descriptor) {
    static atomic_int at_exit;
    if (atomic_exchange(&watching, 1)) return -1;
    if (!atomic_exchange(&at_exit, 1)) atexit(cterminal_give_back);
    atomic_store(&waker, descriptor);
    sigemptyset(&handled);
    make_room_for_handlers();
    watch_endings();
    sigset_t wanted;
    sigemptyset(&wanted);
    // Without SA_RESTART: a write that waits for the terminal is to come back.
    struct sigaction action = {.sa_handler = note};
    for (size_t i = 0; i < notable_count; i++) {
        int number = notable[i];
        atomic_store(&noted[number], 0);
        sigaction(number, NULL, &former[number]);
        if (former[number].sa_handler == SIG_IGN && number != SIGWINCH && number != SIGCONT) continue;
        handle(number, &action);
        sigaddset(&wanted, number);
    }
    // Where another thread waits for them with sigwait, this one comes first for as long as it does not block them.
    pthread_sigmask(SIG_UNBLOCK, &wanted, &former_mask);
    return 0;
}

void cterminal_unwatch(void) {
    cterminal_give_back();
    if (!atomic_load(&watching)) return;
    for (int number = 1; number < signal_count; number++) {
        if (sigismember(&handled, number) == 1) sigaction(number, &former[number], NULL);
    }
    pthread_sigmask(SIG_SETMASK, &former_mask, NULL);
    atomic_store(&waker, -1);
    atomic_store(&watching, 0);
}

int cterminal_next_signal(void) {
    for (size_t i = 0; i < notable_count; i++) {
        if (atomic_exchange(&noted[notable[i]], 0)) return notable[i];
    }
    return 0;
}

int cterminal_is_ending(void) {
    for (size_t i = 0; i < ending_count; i++) {
        if (atomic_load(&noted[notable[i]])) return 1;
    }
    return 0;
}

void cterminal_stop(void) {
    struct sigaction ours, standard = {.sa_handler = SIG_DFL};
    sigaction(SIGTSTP, &standard, &ours);
    raise(SIGTSTP);
    sigaction(SIGTSTP, &ours, NULL);
    // That it goes on is known to the caller.
    atomic_store(&noted[SIGCONT], 0);
}
