"""Leaving: everything taken along in one documented file and brought back the same; a person erased."""
