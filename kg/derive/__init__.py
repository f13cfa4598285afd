"""Document graphs, decisions and tables to the derived graph."""
