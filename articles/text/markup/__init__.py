"""Pure functions on text: any HTML in, clean semantic HTML out; plain text; counts.

The vocabulary of a stored body is small and semantic:

- text: `p`, `h2` to `h4`, `strong`, `em`, `a`, `sup`, `sub`, `q`, `abbr`, `code`, `br`; `s` is a
  correction that readers are meant to see, `small role="doc-footnote"` a note where it is referred
  to, `span lang` a phrase in another language (quotations and emphasis may have one too);
- blocks: `ul`, `ol` (with its start), `blockquote`, `pre`, and `hr` as a pause;
- `aside` is a box, whose title is its first heading; with the role `doc-pullquote` it is a
  sentence of the text shown large;
- `figure` holds one of: a picture of the paper's own (without `alt` its own text is used, an empty
  one marks it as decorative), two or more such figures (a gallery), a table with its title, an
  audio or video of the paper's own, a link on a line of its own (to a video, a map, a document);
  and a `figcaption`, the source of a table.
"""

from articles.text.markup.cleaning import CleanHTML, clean_html, paragraphs_to_html
from articles.text.markup.printing import (
    for_elsewhere,
    has_blocks,
    has_embeds,
    has_media,
    json_script,
    trusted,
    with_printed_addresses,
)
from articles.text.markup.reading import (
    WORDS_PER_MINUTE,
    plain_text,
    reading_minutes,
    spoken_words,
    word_count,
)
from articles.text.markup.vocabulary import (
    BLOCKS,
    FOOTNOTE,
    HEADINGS,
    MOST_COLUMNS,
    MOST_ROWS,
    PICTURE_ROOT,
    PULL_QUOTE,
    VOCABULARY,
    VOID,
    file_name,
    picture_name,
)

__all__ = [
    "BLOCKS",
    "FOOTNOTE",
    "HEADINGS",
    "MOST_COLUMNS",
    "MOST_ROWS",
    "PICTURE_ROOT",
    "PULL_QUOTE",
    "VOCABULARY",
    "VOID",
    "WORDS_PER_MINUTE",
    "CleanHTML",
    "clean_html",
    "file_name",
    "for_elsewhere",
    "has_blocks",
    "has_embeds",
    "has_media",
    "spoken_words",
    "json_script",
    "paragraphs_to_html",
    "picture_name",
    "plain_text",
    "reading_minutes",
    "trusted",
    "with_printed_addresses",
    "word_count",
]
