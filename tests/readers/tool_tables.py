"""Tables as 4CAT, minet and YouTube Data Tools write them, of invented posts."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

from perenne.readers.reading import Item, Origin

ORIGIN = Origin("export.csv", "c0ffee" + "0" * 58)

Read = Callable[[BinaryIO, Origin], Iterator[Item]]

HEADERS: dict[str, str] = {
    "fourcat-tiktok/1": (
        "collected_from_url,id,thread_id,author,author_full,author_followers,author_likes,author_videos,"
        "author_avatar,body,stickers,timestamp,unix_timestamp,is_duet,is_ad,is_paid_partnership,is_sensitive,"
        "is_photosensitive,music_name,music_id,music_url,music_thumbnail,music_author,video_url,tiktok_url,"
        "thumbnail_url,likes,comments,shares,plays,hashtags,challenges,diversification_labels,location_created,"
        "effects,warning"
    ),
    "fourcat-tiktok/1 before 2023": (
        "id,thread_id,author,author_full,author_followers,body,timestamp,is_harmful,is_duet,music_name,music_id,"
        "video_url,tiktok_url,thumbnail_url,amount_likes,amount_comments,amount_shares,amount_plays,hashtags"
    ),
    "fourcat-tiktok-comments/1": (
        "collected_from_url,id,thread_id,author,author_full,author_avatar_url,body,timestamp,unix_timestamp,likes,"
        "replies,post_id,post_url,post_body,comment_url,is_liked_by_post_author,is_sticky,is_comment_on_comment,"
        "language_guess"
    ),
    "fourcat-instagram/1": (
        "collected_from_url,collected_from_view,partial_item,id,timestamp,thread_id,parent_id,url,body,author_id,"
        "author,author_fullname,verified,author_avatar_url,coauthors,coauthor_fullnames,coauthor_ids,media_type,"
        "num_media,image_urls,media_urls,hashtags,usertags,play_count,likes_hidden,num_likes,num_comments,"
        "location_name,location_id,location_latlong,location_city,unix_timestamp,missing_media"
    ),
    "fourcat-instagram/1 before 2024": (
        "id,post_source_domain,thread_id,parent_id,body,author,author_fullname,author_avatar_url,timestamp,type,"
        "url,image_url,media_url,hashtags,num_likes,num_comments,num_media,location_name,location_latlong,"
        "location_city,unix_timestamp"
    ),
    "fourcat-threads/1": (
        "id,thread_id,url,body,timestamp,author,author_is_verified,author_avatar,image_url,video_url,audio_url,"
        "link_url,link_thumbnail_url,is_paid_partnership,likes,reposts,replies,quotes,hashtags,unix_timestamp"
    ),
    "fourcat-twitter/1": (
        "id,thread_id,timestamp,unix_timestamp,link,body,author,author_fullname,author_id,source,language_guess,"
        "possibly_sensitive,retweet_count,reply_count,like_count,quote_count,impression_count,is_retweet,"
        "retweeted_user,is_quote_tweet,quoted_user,is_quote_withheld,is_reply,replied_user,is_withheld,hashtags,"
        "urls,images,videos,mentions,long_lat,place_name"
    ),
    "fourcat-youtube/1": (
        "position,channelId,channelTitle,videoId,publishedAt,publishedAtSQL,videoTitle,videoDescription,tags,"
        "videoCategoryId,videoCategoryLabel,duration,durationSec,dimension,definition,caption,defaultLanguage,"
        "thumbnail_maxres,licensedContent,viewCount,likeCount,dislikeCount,favoriteCount,commentCount"
    ),
    "fourcat-youtube/1 within 4CAT": (
        "id,thread_id,author,body,timestamp,unix_timestamp,channelId,channelTitle,videoId,publishedAt,videoTitle,"
        "videoDescription,durationSec,viewCount,source_filename,date_collected"
    ),
    "fourcat-youtube-comments/1": (
        "id,replyCount,likeCount,publishedAt,authorName,text,authorChannelId,authorChannelUrl,isReply,isReplyTo,"
        "isReplyToName"
    ),
    "minet-tiktok/1": (
        "id,description,timestamp,utc_time,original_item,video_id,video_height,video_width,video_duration,"
        "video_ratio,video_cover,author_id,author_unique_id,author_nickname,author_avatar,author_signature,"
        "author_verified,author_secret,author_follower_count,music_id,music_title,digg_count,share_count,"
        "comment_count,play_count,duet_from_video_id,duet_from_user_name,challenges_titles,"
        "challenges_descriptions,stickers_texts,duet_enabled,is_ad"
    ),
    "minet-instagram/1": (
        "username,full_name,is_verified,id,media_type,shortcode,url,caption,hashtags,mentioned_names,"
        "like_and_view_counts_disabled,like_count,comment_count,main_thumbnail_url,medias_type,medias_url,"
        "usertags_medias,taken_at_timestamp,utc_time,coauthor_usernames"
    ),
    "minet-instagram/1 by hashtag": (
        "id,media_type,shortcode,url,caption,hashtags,mentioned_names,liked_by_count,comments_disabled,"
        "comment_count,preview_like_count,video_view_count,owner_id,taken_at_timestamp,utc_time,"
        "accessibility_caption,display_url"
    ),
}
"""What stands in the first line, by format and shape."""


def columns(shape: str) -> list[str]:
    return HEADERS[shape].split(",")


def csv_of(*rows: Sequence[str], lineterminator: str = "\n") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=lineterminator).writerows(rows)
    return text.getvalue().encode()


def table_of(shape: str, *rows: dict[str, str]) -> bytes:
    header = columns(shape)
    unknown = {name for row in rows for name in row} - set(header)
    assert not unknown, unknown
    return csv_of(header, *([row.get(name, "") for name in header] for row in rows))


def items_of(read: Read, content: bytes) -> list[Item]:
    return list(read(io.BytesIO(content), ORIGIN))
