"""Publishes one release after another until it is killed. Run as a script with the data folder."""

import itertools
import sys
from pathlib import Path

from publication_company import Company

if __name__ == "__main__":
    company = Company(Path(sys.argv[1]))
    print("ready", flush=True)
    for number in itertools.count():
        company.publish(f"{sys.argv[2]}-{number}")
