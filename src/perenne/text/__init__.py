"""What the words of a post say: fold, match, settle; offsets always point into the original."""
