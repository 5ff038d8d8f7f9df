// What OpenMP's library says about the threads of the calls that follow; its header comes with another compiler.
#pragma once
int omp_get_max_threads(void);
void omp_set_num_threads(int threads);
