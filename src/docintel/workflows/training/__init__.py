"""How the text model is made: pretrained weights, annotated lines, training, calibration, packaging.

Needs the extra `[train]`; the service never imports it.
"""
