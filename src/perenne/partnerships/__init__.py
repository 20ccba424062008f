"""The book of partnerships: events in, what holds between an advertiser and a creator out."""
