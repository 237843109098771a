"""The tests' own servers do not stand on each other's feet."""

from tests.papers import free_port


def test_port_is_given_once_outside_the_ephemeral_range():
    ports = [free_port() for _port in range(500)]

    assert len(set(ports)) == len(ports)
    assert max(ports) < 32_768
