"""Addresses of the desk answer without a 500, whoever asks and whatever is sent."""

import pytest

from tests.addresses.routes import families
from tests.addresses.walking import Walk

pytestmark = [pytest.mark.django_db, pytest.mark.long]


@pytest.mark.parametrize("family", families(desk=True))
def test_no_address_ends_in_a_500(walk: Walk, family: str):
    walk.through(family)
