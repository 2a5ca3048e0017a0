"""The real size of the city, generated and timed: `python bench/full_size.py DIR [OPTIONS]`.

DIR is a data folder that the embedded PostgreSQL may make or has made; the options are those of
`gridbook generate`. It needs about 5 GB of disk. Interrupted, the same command goes on.
"""

import os
import subprocess
import sys
import time
from pathlib import Path


def main() -> int:
    """Run it, and say how long it took and how much lies on the disk."""
    folder, *options = sys.argv[1:] or sys.exit(__doc__)
    begun = time.monotonic()
    command = [sys.executable, "-m", "app.cli", "generate", "--data", folder, *options]
    status = subprocess.run(command, check=False).returncode
    minutes, seconds = divmod(int(time.monotonic() - begun), 60)
    used = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
    load = os.getloadavg()[1]
    print(f"\n{minutes} min {seconds} s on {os.cpu_count()} cores, {used / 2**30:.1f} GiB on disk")
    print(f"load of the machine over the last five minutes: {load:.1f}")
    return status


if __name__ == "__main__":
    sys.exit(main())
