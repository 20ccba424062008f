"""``python -m perenne``."""

from perenne.cli import main

if __name__ == "__main__":
    main()
