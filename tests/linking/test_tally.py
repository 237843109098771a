from articles.linking import Found, Tally, tally


def test_the_body_is_counted_and_the_rest_only_noted():
    body = [Found("OpenAI", 10, 16, (1,)), Found("ChatGPT", 30, 37, (1,))]
    headline = [Found("OpenAI", 0, 6, (1,)), Found("Meta", 8, 12, (2,))]
    assert tally(body, elsewhere=headline) == {
        1: Tally(2, "OpenAI", 10, certain=True),
        2: Tally(1, "Meta", None, certain=True),
    }


def test_a_shared_name_is_certain_only_beside_one_of_its_own():
    shared, own = Found("Mercury", 0, 7, (1, 2)), Found("Mercury Records", 20, 35, (2,))
    tallies = tally([shared, own])
    assert (tallies[1].certain, tallies[2].certain) == (False, True)
