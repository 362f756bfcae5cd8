"""An AWS API on loopback: moto's server, extended by the calls and rules of AWS PrivateLink that moto lacks.

    python privatelink.py -H 127.0.0.1 -p PORT

moto keeps its state per account and Region, in memory, until the process ends. It is not modified on disk: the
modules in `extensions` add to its classes when they are imported, so its version is pinned in requirements.txt.
With PRIVATELINK_PARENT it ends soon after the process of that id, which may have been killed.
"""

import os
import sys
import time
from threading import Thread

from extensions import install
from moto.server import main


def end_with(parent):
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(0)


if __name__ == "__main__":
    if "PRIVATELINK_PARENT" in os.environ:
        Thread(target=end_with, args=(int(os.environ["PRIVATELINK_PARENT"]),), daemon=True).start()
    install()
    main(sys.argv[1:])
