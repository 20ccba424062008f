"""``make test-more`` asks for everything that is described, which takes its time: it runs the desk on PostgreSQL."""

import os

collect_ignore = [] if os.environ.get("PERENNE_DESK_ON") else ["test_conformance.py"]
