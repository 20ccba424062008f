"""The memory of the desk: who did what to what, when and why, chained so that nothing can be changed unseen."""
