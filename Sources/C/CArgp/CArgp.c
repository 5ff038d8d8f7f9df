#include "CArgp.h"

void cargp_set_usage_status(int status) { argp_err_exit_status = status; }
