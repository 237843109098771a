from pathlib import Path

from articles.checks import check_media_root, check_site_url


def test_paper_address_outside_allowed_hosts_is_an_error(settings):
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://www.example.it", [".example.it"]
    assert check_site_url(None) == []
    settings.ALLOWED_HOSTS = ["example.org"]
    [error] = check_site_url(None)
    assert error.id == "articles.E001"
    assert "www.example.it" in error.hint


def test_numeric_address_may_be_a_new_one(settings):
    settings.SITE_URL, settings.ALLOWED_HOSTS = "http://[::1]:8000", ["[::1]"]
    assert check_site_url(None) == []


def test_uploads_among_static_files_are_refused(settings):
    settings.STATIC_ROOT, settings.MEDIA_ROOT = Path("/srv/static"), Path("/srv/static/media")
    [error] = check_media_root(None)
    assert error.id == "articles.E002"
