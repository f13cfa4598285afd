"""What `build.py` is made of: it writes the generated tables of the gazetteer."""
