"""What runs in the compartment: it shuts itself in, lets one connector do its task, and tells what came of it."""

import importlib
import os
import sys
from types import ModuleType

import msgspec

from perenne.connectors.said import Done, Said, Stop, Task
from perenne.handset.inside import shut_in

_MOST_CODE = 2**20


def main() -> None:
    """Nothing of a stranger is looked at, and no line of its code runs, before the process is shut in."""
    task = msgspec.json.decode(shut_in().said, type=Task)
    tell(_outcome(task))


def tell(said: Said) -> None:
    """One line on the channel, in the one way in which its record is written: what a connector put together may hold
    a whole number where a fraction is meant."""
    written = msgspec.json.encode(said, order="deterministic")
    sys.stdout.buffer.write(msgspec.json.encode(msgspec.json.decode(written, type=type(said))) + b"\n")
    sys.stdout.buffer.flush()


def _outcome(task: Task) -> Said:
    import socket

    from perenne.connectors.asking import Platform, Stopped
    from perenne.connectors.paging import Run

    try:
        with socket.socket(fileno=task.relay) as relay:
            module = _module(task)
            run = Run(task, Platform(relay, task, tell, getattr(module, "CODES", {})), tell)
            if task.publish is not None:
                said: Said = module.publish(run, task.publish)
                return said
            module.collect(run)
    except Stopped as ended:
        return ended.stop
    except Exception:  # a stranger's code may raise anything: the host gets a word, and no traceback
        return Stop("connector")
    return Done()


def _module(task: Task) -> ModuleType:
    """The connector's own module: ours by its name, somebody's from behind the descriptor that holds it."""
    if task.code is None:
        return importlib.import_module(f"perenne.connectors.{task.connector}")
    module = ModuleType(f"connector_{task.connector}")
    source = os.pread(task.code, _MOST_CODE, 0)
    exec(compile(source, f"{task.connector}.py", "exec"), module.__dict__)  # noqa: S102  # that is what it is shut in for
    return module


if __name__ == "__main__":
    main()
