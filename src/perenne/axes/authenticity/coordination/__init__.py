"""Who acts together beyond chance, proven act by act.

The question asked of two accounts: *given that both acted on the same object in the same hour, are they closer in
time than others there?* ``method.yaml`` holds every number, ``words.yaml`` what may be said of an answer.

``reading`` (and ``channels``: what counts) → ``acts`` → ``units`` (cells, how near) → ``pairs`` → ``window`` (the
test) → ``groups`` → ``tables``.
"""
