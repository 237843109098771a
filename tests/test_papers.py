"""The tests' own servers do not stand on each other's feet."""

from tests.papers import free_port


def test_a_port_is_given_once_and_never_one_of_those_the_system_gives_away():
    ports = [free_port() for _port in range(500)]

    assert len(set(ports)) == len(ports)
    assert max(ports) < 32_768
