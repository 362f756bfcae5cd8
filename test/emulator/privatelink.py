"""An AWS API on loopback: moto's server, extended by the calls and rules of AWS PrivateLink that moto lacks.

    python privatelink.py -H 127.0.0.1 -p PORT

moto keeps its state per account and Region, in memory, until the process ends. It is not modified on disk: the
modules in `extensions` add to its classes when they are imported, so its version is pinned in requirements.txt.
"""

import sys

from extensions import install
from moto.server import main

if __name__ == "__main__":
    install()
    main(sys.argv[1:])
