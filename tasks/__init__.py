"""Every Celery task, and the job table behind them."""
