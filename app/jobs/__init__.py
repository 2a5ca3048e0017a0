"""Jobs: what takes long or comes by the clock. One class for each kind, each a call of an action;
the table `job` is the truth, and Celery's messages only wake a worker."""
