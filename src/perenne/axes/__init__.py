"""What can be measured of posts and of those who act on them, one axis a folder."""
