"""Real samples: collected only where ``PERENNE_SAMPLES`` names the folder that holds them."""

import os

collect_ignore_glob = [] if os.environ.get("PERENNE_SAMPLES") else ["*"]
