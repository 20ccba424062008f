"""The worker: does the jobs one after the other; what a killed worker left half done is begun again."""

import os

_INTERVAL = 0.5
"""Seconds between two looks for a job."""


def main() -> None:
    """Run until told to stop."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perenne.desk.settings")
    import django
    from django.core.management import call_command

    django.setup()
    take_up_again()
    call_command("db_worker", interval=_INTERVAL, startup_delay=False, verbosity=0, reload=False)


def take_up_again() -> int:
    """Hand out anew the jobs whose worker is gone: every job writes once, at its end. Returns how many there were."""
    from django_tasks_db.models import DBTaskResult

    from perenne.desk.bundles.making import sweep
    from perenne.desk.leaving import making

    sweep()
    making.sweep()
    running = DBTaskResult.objects.filter(status="RUNNING")
    return running.update(status="READY", started_at=None, worker_ids=[])


if __name__ == "__main__":
    main()
