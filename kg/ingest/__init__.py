"""Articles in: files, folders, feeds and pages to documents."""
