// Keeps the page as the preview has it.
