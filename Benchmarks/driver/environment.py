"""Where the peers are."""

import os
import sys

from .processes import run


def with_peers(script):
    """Goes on in the peers' environment, which is made first where it is not there."""
    here = os.path.dirname(os.path.abspath(script))
    peers = os.path.join(here, ".peers")
    if os.path.realpath(sys.prefix) == os.path.realpath(peers):
        return
    run([os.path.join(here, "peers", "setup"), peers])
    python = os.path.join(peers, "bin", "python")
    os.execv(python, [python, os.path.abspath(script), *sys.argv[1:]])
