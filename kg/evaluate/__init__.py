"""How good the extraction is: figures on gold data, and a gate below which a change may not fall."""
