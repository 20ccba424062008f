"""Values, texts and rules that hold from one day to another."""
