// Threads that take steps together.
//
// Within a step they meet every few microseconds: they wait by looking again and again, and let others run where that
// takes long. Between steps they sleep.
#include "include/CDNN.h"
#include "threads.h"
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { SPINS = 4000, IDLE_SPINS = 20000 };

struct cdnn_team {
  int threads;
  _Atomic int active, arrived, left;
  _Atomic unsigned round, step;
  _Atomic bool ends;
  void (*work)(void *, int);
  void *context;
  pthread_mutex_t lock;
  pthread_cond_t wakes;
  pthread_t *workers;
};

typedef struct {
  cdnn_team *team;
  int lane;
} seat;

static void pause_briefly(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#endif
}

void cdnn_team_wait(cdnn_team *team) {
  int active = atomic_load_explicit(&team->active, memory_order_relaxed);
  unsigned round = atomic_load_explicit(&team->round, memory_order_acquire);
  if (atomic_fetch_add_explicit(&team->arrived, 1, memory_order_acq_rel) == active - 1) {
    atomic_store_explicit(&team->arrived, 0, memory_order_relaxed);
    atomic_store_explicit(&team->round, round + 1, memory_order_release);
    return;
  }
  for (int spins = 0; atomic_load_explicit(&team->round, memory_order_acquire) == round; spins++)
    if (spins < SPINS) pause_briefly();
    else sched_yield();
}

/// The number of the next step after one; sleeps where it does not come soon.
static unsigned next_step(cdnn_team *team, unsigned seen) {
  for (int spins = 0; spins < IDLE_SPINS; spins++) {
    unsigned step = atomic_load_explicit(&team->step, memory_order_acquire);
    if (step != seen) return step;
    pause_briefly();
  }
  pthread_mutex_lock(&team->lock);
  while (atomic_load_explicit(&team->step, memory_order_acquire) == seen)
    pthread_cond_wait(&team->wakes, &team->lock);
  pthread_mutex_unlock(&team->lock);
  return atomic_load_explicit(&team->step, memory_order_acquire);
}

static void *worker(void *argument) {
  seat own = *(seat *)argument;
  free(argument);
  omp_set_num_threads(1);
  unsigned seen = 0;
  for (;;) {
    seen = next_step(own.team, seen);
    if (atomic_load(&own.team->ends)) return NULL;
    if (own.lane < atomic_load(&own.team->active)) own.team->work(own.team->context, own.lane);
    atomic_fetch_sub_explicit(&own.team->left, 1, memory_order_acq_rel);
  }
}

static void announce(cdnn_team *team) {
  pthread_mutex_lock(&team->lock);
  atomic_fetch_add_explicit(&team->step, 1, memory_order_acq_rel);
  pthread_cond_broadcast(&team->wakes);
  pthread_mutex_unlock(&team->lock);
}

cdnn_team *cdnn_team_create(int threads) {
  cdnn_team *team = calloc(1, sizeof *team);
  if (!team) return NULL;
  pthread_mutex_init(&team->lock, NULL);
  pthread_cond_init(&team->wakes, NULL);
  team->threads = 1;
  team->workers = calloc((size_t)threads, sizeof *team->workers);
  if (!team->workers) {
    cdnn_team_destroy(team);
    return NULL;
  }
  for (int lane = 1; lane < threads; lane++) {
    seat *own = malloc(sizeof *own);
    if (own) *own = (seat){team, lane};
    if (!own || pthread_create(&team->workers[lane], NULL, worker, own) != 0) {
      free(own);
      cdnn_team_destroy(team);
      return NULL;
    }
    team->threads = lane + 1;
  }
  return team;
}

void cdnn_team_destroy(cdnn_team *team) {
  if (!team) return;
  atomic_store(&team->ends, true);
  announce(team);
  for (int lane = 1; lane < team->threads; lane++) pthread_join(team->workers[lane], NULL);
  pthread_mutex_destroy(&team->lock);
  pthread_cond_destroy(&team->wakes);
  free(team->workers);
  free(team);
}

void cdnn_team_run(cdnn_team *team, int active, void (*work)(void *, int), void *context) {
  int threads = omp_get_max_threads();
  omp_set_num_threads(1);
  atomic_store(&team->active, active < team->threads ? active : team->threads);
  team->work = work;
  team->context = context;
  atomic_store(&team->left, team->threads - 1);
  if (team->threads > 1) announce(team);
  work(context, 0);
  for (int spins = 0; atomic_load_explicit(&team->left, memory_order_acquire) > 0; spins++)
    if (spins < SPINS) pause_briefly();
    else sched_yield();
  omp_set_num_threads(threads);
}
