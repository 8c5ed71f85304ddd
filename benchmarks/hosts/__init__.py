"""Look-alikes measured: recall, false alarms, CPU time, beside three rivals in one run (docs/hosts.md)."""
