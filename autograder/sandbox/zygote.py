"""The zygote: imports the frameworks once, runs no operation, and forks boxes.

``python -m autograder.sandbox.zygote FD``: FD is its end of the request socket. A request names
a box and brings two descriptors: the box's channel and the warden's control socket.
"""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from typing import Any

from autograder.sandbox import confine, forkserver, warden
from autograder.sandbox.box import BoxSpec
from autograder.sandbox.guest import serve as guest


def preload() -> None:
    """Imports what students use. No operation runs: TensorFlow's threads would not survive a fork."""
    import keras
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot
    import scipy.spatial
    import sklearn.manifold
    import sklearn.mixture
    import sklearn.neighbors

    del keras, matplotlib, scipy, sklearn


def start_box(request: dict[str, Any], descriptors: list[int]) -> None:
    """In the forked child: becomes the warden of one box."""
    spec = BoxSpec.from_json(request)
    channel, control = (socket.socket(fileno=d) for d in descriptors)

    def box() -> None:
        os.umask(0o077)
        confine.enter(Path(spec.folder), spec.limits, readable=tuple(map(Path, spec.readable)))
        guest.serve(channel, spec)

    warden.watch(box, control, wall_seconds=spec.limits.wall_seconds, output_mb=spec.limits.output_mb)


def main() -> None:
    """Preloads, says so, and serves until the last client is gone."""
    server = socket.socket(fileno=int(sys.argv[1]))
    preload()
    os.write(int(sys.argv[2]), b"ready\n")
    os.close(int(sys.argv[2]))
    forkserver.serve(server, start_box)


if __name__ == "__main__":
    main()
