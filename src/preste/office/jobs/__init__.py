"""Long work: a table of jobs, each held under a lease by one worker at a time.

A worker that is killed loses its lease, and another one goes on with what is left: every report of progress
is part of the transaction that writes the work, so that work is never lost, done twice, or written by a worker
that no longer holds the job.
"""
