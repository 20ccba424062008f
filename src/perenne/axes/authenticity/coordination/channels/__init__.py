"""What counts as the object of an act, by channel: the post that was commented or shared on, the link, the hashtag of
a day, the text that was copied. Channels are never mixed: each is a question of its own.
"""
