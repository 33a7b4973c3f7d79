"""What `dagster dev` needs to know before it reads any file of the project.

Dagster takes its settings from `$DAGSTER_HOME`, which must be an absolute path, or else from a
`dagster.yaml` at the top level, where this project keeps none. And it greets every user of
`dagster dev`, a documented command of this project, with a warning that it has a successor.
Both can only be settled before its command starts, so the environment imports this module when
Python starts (`dagster_dev.pth`). It must stay as cheap as it is: other commands pay for it too.
"""

import os
import warnings

_HOME = os.path.join(os.path.dirname(os.path.dirname(__file__)), ".dagster")  # noqa: PTH118, PTH120

if os.path.isdir(_HOME):  # noqa: PTH112
    os.environ.setdefault("DAGSTER_HOME", _HOME)

warnings.filterwarnings("ignore", "Function `dev_command` is superseded", FutureWarning)
