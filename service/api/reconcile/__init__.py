"""``/reconcile``: spreadsheets matched from OpenRefine, by the W3C Reconciliation Service API 0.2."""
