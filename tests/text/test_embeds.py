"""The table of embeds: addresses that people copy in, frames out; hostile ones have none."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest

from articles.text.embeds import (
    PROVIDERS,
    Kind,
    Shape,
    embed_code,
    embed_of,
    frame_origins,
    host_of,
)

TUBE = "https://www.youtube-nocookie.com/embed/"
FACEBOOK = "https%3A%2F%2Fwww.facebook.com%2F"
DID = "did:plc:z72i7hdynmk6r22z27h6tvur"
PB = "!1m18!1m12!1m3!1d2969!2d12.49!3d41.89!2sRoma%20RM!5e0!3m2!1sit!2sit"

FRAMES = {
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ": f"{TUBE}dQw4w9WgXcQ",
    "http://youtube.com/watch?app=desktop&v=dQw4w9WgXcQ&feature=share": f"{TUBE}dQw4w9WgXcQ",
    "https://m.youtube.com/watch?v=dQw4w9WgXcQ&t=1m30s": f"{TUBE}dQw4w9WgXcQ?start=90",
    "https://youtu.be/dQw4w9WgXcQ?si=abc&t=42": f"{TUBE}dQw4w9WgXcQ?start=42",
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ#t=1h2s": f"{TUBE}dQw4w9WgXcQ?start=3602",
    "https://www.youtube.com/shorts/dQw4w9WgXcQ?feature=share": f"{TUBE}dQw4w9WgXcQ",
    "https://www.youtube.com/live/dQw4w9WgXcQ": f"{TUBE}dQw4w9WgXcQ",
    "https://www.youtube.com/embed/dQw4w9WgXcQ?start=7": f"{TUBE}dQw4w9WgXcQ?start=7",
    "//www.youtube-nocookie.com/embed/dQw4w9WgXcQ": f"{TUBE}dQw4w9WgXcQ",
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ&list=PLrAXtmErZgOeiKm4sgNOknGvNjby9efdf": (
        f"{TUBE}dQw4w9WgXcQ?list=PLrAXtmErZgOeiKm4sgNOknGvNjby9efdf"
    ),
    "https://www.youtube.com/playlist?list=PLrAXtmErZgOeiKm4sgNOknGvNjby9efdf": (
        f"{TUBE}videoseries?list=PLrAXtmErZgOeiKm4sgNOknGvNjby9efdf"
    ),
    "https://vimeo.com/76979871": "https://player.vimeo.com/video/76979871?dnt=1",
    "https://vimeo.com/76979871/8272103f6e#t=30s": (
        "https://player.vimeo.com/video/76979871?h=8272103f6e&dnt=1#t=30s"
    ),
    "https://vimeo.com/channels/staffpicks/76979871": (
        "https://player.vimeo.com/video/76979871?dnt=1"
    ),
    "https://player.vimeo.com/video/76979871?h=8272103f6e&badge=0": (
        "https://player.vimeo.com/video/76979871?h=8272103f6e&dnt=1"
    ),
    "https://geo.dailymotion.com/player/x1abc.html?video=x84sh87": (
        "https://geo.dailymotion.com/player/x1abc.html?video=x84sh87"
    ),
    "https://www.tiktok.com/@scout2015/video/6718335390845095173?is_from_webapp=1": (
        "https://www.tiktok.com/player/v1/6718335390845095173?description=1"
    ),
    "https://www.tiktok.com/embed/v2/6718335390845095173": (
        "https://www.tiktok.com/player/v1/6718335390845095173?description=1"
    ),
    "https://www.ted.com/talks/ken_robinson_do_schools_kill_creativity?language=it": (
        "https://embed.ted.com/talks/ken_robinson_do_schools_kill_creativity"
    ),
    "https://embed.ted.com/talks/lang/it/ken_robinson_do_schools_kill_creativity": (
        "https://embed.ted.com/talks/lang/it/ken_robinson_do_schools_kill_creativity"
    ),
    "https://archive.org/details/prelinger_film-01": "https://archive.org/embed/prelinger_film-01",
    "https://twitter.com/jack/statuses/20": (
        "https://platform.twitter.com/embed/Tweet.html?id=20&dnt=true&lang=it"
    ),
    "https://twitter.com/jack/status/1234567890123456789?s=20": (
        "https://platform.twitter.com/embed/Tweet.html?id=1234567890123456789&dnt=true&lang=it"
    ),
    "https://x.com/jack/status/1234567890123456789/photo/1": (
        "https://platform.twitter.com/embed/Tweet.html?id=1234567890123456789&dnt=true&lang=it"
    ),
    "https://mobile.twitter.com/i/web/status/1234567890123456789": (
        "https://platform.twitter.com/embed/Tweet.html?id=1234567890123456789&dnt=true&lang=it"
    ),
    "https://platform.twitter.com/embed/Tweet.html?dnt=false&id=1234567890123456789": (
        "https://platform.twitter.com/embed/Tweet.html?id=1234567890123456789&dnt=true&lang=it"
    ),
    "https://www.instagram.com/p/CxYz_12-3ab/?igsh=abc": (
        "https://www.instagram.com/p/CxYz_12-3ab/embed/captioned/"
    ),
    "https://www.instagram.com/corriere/reel/CxYz_12-3ab/": (
        "https://www.instagram.com/reel/CxYz_12-3ab/embed/captioned/"
    ),
    "https://www.instagram.com/reels/CxYz_12-3ab/": (
        "https://www.instagram.com/reel/CxYz_12-3ab/embed/captioned/"
    ),
    "https://www.facebook.com/RaiNews/posts/1234567890": (
        f"https://www.facebook.com/plugins/post.php?href={FACEBOOK}RaiNews%2Fposts%2F1234567890"
        "&show_text=true"
    ),
    "https://m.facebook.com/story.php?story_fbid=1234567890&id=987654&ref=x": (
        f"https://www.facebook.com/plugins/post.php?href={FACEBOOK}"
        "permalink.php%3Fstory_fbid%3D1234567890%26id%3D987654&show_text=true"
    ),
    "https://www.facebook.com/RaiNews/videos/il-titolo/1234567890/": (
        f"https://www.facebook.com/plugins/video.php?href={FACEBOOK}"
        "RaiNews%2Fvideos%2Fil-titolo%2F1234567890%2F&show_text=false"
    ),
    "https://www.facebook.com/watch/?v=1234567890": (
        f"https://www.facebook.com/plugins/video.php?href={FACEBOOK}watch%2F%3Fv%3D1234567890"
        "&show_text=false"
    ),
    f"https://www.facebook.com/plugins/post.php?href={FACEBOOK}RaiNews%2Fposts%2F1234567890&width=500": (  # noqa: E501
        f"https://www.facebook.com/plugins/post.php?href={FACEBOOK}RaiNews%2Fposts%2F1234567890"
        "&show_text=true"
    ),
    f"https://bsky.app/profile/{DID}/post/3l6oveex3ii2l": (
        f"https://embed.bsky.app/embed/{DID}/app.bsky.feed.post/3l6oveex3ii2l"
    ),
    "https://t.me/durov/342": "https://t.me/durov/342?embed=1",
    "https://t.me/s/durov/342": "https://t.me/durov/342?embed=1",
    "https://www.linkedin.com/posts/qualcuno_un-titolo-activity-7100000000000000000-AbCd": (
        "https://www.linkedin.com/embed/feed/update/urn:li:activity:7100000000000000000"
    ),
    "https://www.linkedin.com/embed/feed/update/urn:li:share:7100000000000000000": (
        "https://www.linkedin.com/embed/feed/update/urn:li:share:7100000000000000000"
    ),
    "https://open.spotify.com/intl-it/track/4cOdK2wGLETKBW3PvgPWqT?si=abc": (
        "https://open.spotify.com/embed/track/4cOdK2wGLETKBW3PvgPWqT"
    ),
    "https://open.spotify.com/embed/show/4cOdK2wGLETKBW3PvgPWqT": (
        "https://open.spotify.com/embed/show/4cOdK2wGLETKBW3PvgPWqT"
    ),
    "https://soundcloud.com/forss/flickermood?utm_source=x": (
        "https://w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2Fforss%2Fflickermood"
    ),
    "https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/293&color=%23ff5500": (  # noqa: E501
        "https://w.soundcloud.com/player/?url=https%3A%2F%2Fapi.soundcloud.com%2Ftracks%2F293"
    ),
    "https://www.spreaker.com/episode/la-puntata--58444864": (
        "https://widget.spreaker.com/player?episode_id=58444864"
    ),
    "https://widget.spreaker.com/player?show_id=5277221&theme=light": (
        "https://widget.spreaker.com/player?show_id=5277221"
    ),
    "https://podcasts.apple.com/it/podcast/un-podcast/id1200361736?i=1000634512345": (
        "https://embed.podcasts.apple.com/it/podcast/id1200361736?i=1000634512345"
    ),
    "https://www.datawrapper.de/_/bdqZJ/": "https://datawrapper.dwcdn.net/bdqZJ/",
    "https://datawrapper.dwcdn.net/bdqZJ/2/": "https://datawrapper.dwcdn.net/bdqZJ/",
    "https://public.flourish.studio/visualisation/1234567/": (
        "https://flo.uri.sh/visualisation/1234567/embed"
    ),
    "https://flo.uri.sh/story/1234567/embed": "https://flo.uri.sh/story/1234567/embed",
    f"https://www.google.com/maps/embed?pb={PB}": (
        "https://www.google.com/maps/embed?pb=" + PB.replace("!", "%21")
    ),
    "https://www.google.it/maps/place/Colosseo/@41.8902,12.4922,17z/data=!3m1": (
        "https://www.google.com/maps?q=Colosseo&ll=41.8902%2C12.4922&z=17&output=embed"
    ),
    "https://maps.google.com/?q=piazza+Navona": (
        "https://www.google.com/maps?q=piazza+Navona&output=embed"
    ),
    "https://www.google.com/maps/@41.8902,12.4922,15.5z": (
        "https://www.google.com/maps?q=41.8902%2C12.4922&ll=41.8902%2C12.4922&z=16&output=embed"
    ),
    "https://www.google.com/maps/d/u/0/viewer?mid=1AbCdEfGhIjKlMn&ll=1,2": (
        "https://www.google.com/maps/d/embed?mid=1AbCdEfGhIjKlMn"
    ),
    "https://www.openstreetmap.org/?mlat=45.4642&mlon=9.19#map=15/45.4642/9.1900": (
        "https://www.openstreetmap.org/export/embed.html?bbox=9.17627%2C45.45698%2C9.20373%2C"
        "45.47142&layer=mapnik&marker=45.4642%2C9.19"
    ),
    "https://www.openstreetmap.org/export/embed.html?bbox=9.1%2C45.4%2C9.2%2C45.5&layer=mapnik": (
        "https://www.openstreetmap.org/export/embed.html?bbox=9.1%2C45.4%2C9.2%2C45.5&layer=mapnik"
    ),
}

HOSTILE = [
    "https://www.google.com/maps/@1,2,1.2.3z",
    "https://www.google.com/maps/@1,2,٣z",
    "",
    "javascript:alert(1)",
    "https://www.youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
    "https://evil.example/www.youtube.com/watch?v=dQw4w9WgXcQ",
    "https://evil.example#@www.youtube.com/watch?v=dQw4w9WgXcQ",
    "https://www.youtube.com@evil.example/watch?v=dQw4w9WgXcQ",
    "https://user:word@www.youtube.com/watch?v=dQw4w9WgXcQ",
    "https://www.youtube.com:8443/watch?v=dQw4w9WgXcQ",
    "https://www.youtube.com\\@evil.example/watch?v=dQw4w9WgXcQ",
    "https://ᴡᴡᴡ.youtube.com/watch?v=dQw4w9WgXcQ",
    "ftp://www.youtube.com/watch?v=dQw4w9WgXcQ",
    "data:text/html,https://www.youtube.com/watch?v=dQw4w9WgXcQ",
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ%22%3E%3Cscript%3E",
    "https://www.youtube.com/watch?v=dQw4w9WgXc%D9%A1",  # a digit that is no ASCII
    'https://www.youtube.com/watch?v=dQw4w9WgXcQ"onload="x',
    "https://www.youtube.com/watch?v=dQw4w9Wg\nXcQ",
    "https://www.youtube.com/redirect?q=https://evil.example",
    "https://www.youtube.com/embed/../redirect?q=x",
    "https://www.youtube.com/@canale",
    "https://youtu.be/dQw4w9WgXcQ/../x",
    "https://www.youtube.com/embed/live_stream?channel=UC123",
    "https://www.youtube.com/watch?" + "a=1&" * 60 + "v=dQw4w9WgXcQ",
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ&x=" + "a" * 3000,
    "https://vimeo.com/76979871/../../x",
    "https://vimeo.com/categories/animation",
    "https://x.com/jack",
    "https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fevil.example%2Fposts%2F1234567890",
    "https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fplugins%2Fpost.php",
    "https://www.facebook.com/login.php?next=x",
    "https://w.soundcloud.com/player/?url=https%3A%2F%2Fevil.example%2Ftracks%2F293",
    "https://soundcloud.com/forss/likes",
    "https://www.google.com/url?q=https://evil.example",
    "https://www.google.com/search?q=roma",
    "https://www.google.com/?q=roma",
    "https://www.google.com/maps/embed?pb=javascript:alert(1)",
    "https://maps.app.goo.gl/AbCdEf",
    "https://www.openstreetmap.org/",
    "https://www.openstreetmap.org/#map=15/95.4/9.1",
    "https://www.openstreetmap.org/export/embed.html?bbox=1,2,3,x",
    "https://archive.org/details/../../x",
    "https://www.dailymotion.com/video/x84sh87",  # whose frame needs a player of one's own
    "https://bsky.app/profile/qualcuno.bsky.social/post/3l6oveex3ii2l",  # the identifier is asked
    "https://t.me/joinchat/342",
    "https://t.me/c/1234567/3",
    "https://open.spotify.com/user/qualcuno",
    "https://vm.tiktok.com/ZMabcdef/",
    "https://example.com/video",
]


@pytest.mark.parametrize(("address", "frame"), FRAMES.items())
def test_addresses_that_people_copy_have_a_frame(address: str, frame: str):
    embed = embed_of(address)
    assert embed and embed.frame == frame


@pytest.mark.parametrize("address", HOSTILE)
def test_hostile_and_unknown_addresses_have_no_frame(address: str):
    assert embed_of(address) is None


@pytest.mark.parametrize("address", [*FRAMES])
def test_frames_are_of_their_provider_over_https(address: str):
    embed = embed_of(address)
    frame = urlsplit(embed.frame)
    assert f"{frame.scheme}://{frame.netloc}" == embed.provider.origin
    assert frame.scheme == "https"
    assert re.fullmatch(r"[A-Za-z0-9:/?#&=%._~!*'()+,;@-]+", embed.frame)


@pytest.mark.parametrize("address", [*FRAMES])
def test_page_of_an_embed_has_the_same_frame(address: str):
    """Readers and the editor may be given the page in place of what was pasted."""
    embed = embed_of(address)
    again = embed_of(embed.page)
    assert again.shape == embed.shape
    if embed.provider.key != "osm":  # a box becomes a view, whose box is nearly the same
        assert again.frame == embed.frame


def test_every_provider_is_in_the_table_of_addresses():
    known = {embed.provider.key for each in FRAMES if (embed := embed_of(each))}
    assert known == {provider.key for provider in PROVIDERS}
    assert len({provider.key for provider in PROVIDERS}) == len(PROVIDERS) >= 12


def test_each_host_has_one_provider():
    hosts = [host for provider in PROVIDERS for host in provider.hosts]
    assert len(hosts) == len(set(hosts))


def test_what_is_shown_says_its_kind_and_its_shape():
    short = embed_of("https://www.youtube.com/shorts/dQw4w9WgXcQ")
    assert (short.kind, short.shape) == (Kind.VIDEO, Shape.TALL)
    video = embed_of("https://www.facebook.com/watch/?v=1234567890")
    assert (video.kind, video.shape) == (Kind.VIDEO, Shape.WIDE)
    assert embed_of("https://t.me/durov/342").kind == Kind.POST
    podcast = embed_of("https://podcasts.apple.com/it/podcast/un-podcast/id1200361736")
    assert (podcast.kind, podcast.shape) == (Kind.AUDIO, Shape.LIST)


@pytest.mark.parametrize(
    ("code", "page"),
    [
        (
            '<iframe width="560" height="315" src="https://www.youtube.com/embed/dQw4w9WgXcQ?si=x" '
            'title="YouTube video player" allowfullscreen></iframe>',
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        ),
        (
            '<blockquote class="twitter-tweet"><p>Ciao <a href="https://t.co/abc">link</a></p>'
            '&mdash; Jack <a href="https://twitter.com/jack/status/1234567890123456789?ref_src=x">'
            "1 gennaio</a></blockquote> <script async src="
            '"https://platform.twitter.com/widgets.js"></script>',
            "https://x.com/jack/status/1234567890123456789",
        ),
        (
            '<blockquote class="instagram-media" data-instgrm-permalink='
            '"https://www.instagram.com/p/CxYz_12-3ab/?utm_source=ig_embed"></blockquote>',
            "https://www.instagram.com/p/CxYz_12-3ab/",
        ),
        (
            '<blockquote class="tiktok-embed" cite='
            '"https://www.tiktok.com/@scout2015/video/6718335390845095173"></blockquote>',
            "https://www.tiktok.com/@scout2015/video/6718335390845095173",
        ),
        (
            f'<blockquote class="bluesky-embed" data-bluesky-uri="at://{DID}/app.bsky.feed.post/'
            '3l6oveex3ii2l"></blockquote>',
            f"https://bsky.app/profile/{DID}/post/3l6oveex3ii2l",
        ),
        (
            '<script async src="https://telegram.org/js/telegram-widget.js?22" '
            'data-telegram-post="durov/342" data-width="100%"></script>',
            "https://t.me/durov/342",
        ),
        (
            '<div class="flourish-embed" data-src="visualisation/1234567"></div>',
            "https://public.flourish.studio/visualisation/1234567/",
        ),
        (
            '<div class="fb-post" data-href="https://www.facebook.com/RaiNews/posts/1234567890">',
            "https://www.facebook.com/RaiNews/posts/1234567890",
        ),
    ],
)
def test_code_that_providers_give_leads_to_the_page(code: str, page: str):
    assert embed_code(code).page == page


@pytest.mark.parametrize(
    "code",
    ["", "<iframe>", '<iframe src="https://evil.example/x">', "<b", "https://t.me/durov/342"],
)
def test_other_code_leads_nowhere(code: str):
    assert embed_code(code) is None


def test_host_is_what_people_say():
    assert host_of("https://www.example.com/x") == "example.com"
    assert host_of("/articoli/x/") == host_of("mailto:a@b.it") == ""


def test_origins_are_those_of_the_frames_drawn():
    page = '<figure class="embed embed-vimeo embed-wide"><figure class="embed embed-link">'
    assert frame_origins(page) == ["https://player.vimeo.com"]
    assert frame_origins("<p>embed embed-vimeo </p>") == []
