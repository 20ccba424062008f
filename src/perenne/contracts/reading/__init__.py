"""From a document (PDF, DOCX, ODT, text) to its words in order, each with the place where a reader finds it."""
