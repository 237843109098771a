"""Addresses of the desk where articles are written answer without a 500."""

import pytest

from tests.addresses.routes import families
from tests.addresses.walking import Walk

pytestmark = [pytest.mark.django_db, pytest.mark.long]


@pytest.mark.parametrize("family", families(desk=True, articles=True))
def test_no_address_ends_in_a_500(walk: Walk, family: str):
    walk.through(family)
