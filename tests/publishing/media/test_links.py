"""Links to audio, video and documents that are there no more."""

from __future__ import annotations

import pytest

from articles import publishing
from articles.publishing.articles.broken_links import broken_links
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_link_to_a_file_that_was_deleted_is_broken(at_most):
    kept, gone = make.make_media(), make.make_media("atto.pdf", title="Bilancio")
    body = make.link_to(kept) + make.link_to(gone)
    assert list(broken_links(body)) == []
    publishing.delete_media(media=gone, by=None)
    with at_most(2):
        [broken] = broken_links(body)
    assert broken.anchor.href == f"/media/{gone.file.name}" and not broken.is_hidden
