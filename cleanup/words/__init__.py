"""What the project knows about words: lexicons, the small model, and what it says about a token."""
