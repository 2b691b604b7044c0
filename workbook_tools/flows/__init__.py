"""What the flow on one page (`pipeline.py`) leaves out: the values it gives and takes, the details of its steps."""
