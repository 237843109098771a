import pytest
from django.core.exceptions import ValidationError

from articles import publishing
from articles.db.choices import NameKind
from articles.models import FormerAddress, Organization
from tests import factories as make

pytestmark = pytest.mark.django_db


def names(organization: Organization) -> dict[str, str]:
    return dict(organization.names.values_list("text", "kind"))


def test_an_organization_knows_its_own_name():
    assert names(make.make_organization("OpenAI")) == {"OpenAI": NameKind.NAME}


def test_renamed_organization_keeps_former_name_and_address():
    x = make.make_organization("Twitter")
    x.name, x.slug = "X", "x"
    publishing.save_organization(organization=x)
    assert names(x) == {"Twitter": NameKind.FORMER, "X": NameKind.NAME}
    assert FormerAddress.objects.target_of("/organizzazioni/twitter/") == "/organizzazioni/x/"


def test_an_alias_may_become_the_name():
    x = make.make_organization("Twitter", ("X", NameKind.ALIAS))
    x.name = "X"
    publishing.save_organization(organization=x)
    assert names(x) == {"Twitter": NameKind.FORMER, "X": NameKind.NAME}


def test_two_organizations_of_one_name_have_two_addresses():
    notes = ("", "dischi")
    made = [make.make_organization("Mercury", distinguished_by=note) for note in notes]
    assert [each.slug for each in made] == ["mercury", "mercury-2"]


def test_an_organization_is_not_part_of_itself():
    a = make.make_organization("A")
    b = make.make_organization("B", parent=a)
    a.parent = b
    with pytest.raises(ValidationError) as refusal:
        publishing.save_organization(organization=a)
    assert "parent" in refusal.value.message_dict


@pytest.mark.parametrize(
    "value", ["95", "Q", "Q0", "q95", "Q95\nQ96", "https://www.wikidata.org/wiki/Q95"]
)
def test_malformed_wikidata_identifier_is_refused(value: str):
    with pytest.raises(ValidationError):
        make.make_organization("Google", wikidata_id=value)


def test_wikidata_identifier_belongs_to_one_organization():
    make.make_organization("Google", wikidata_id="Q95")
    with pytest.raises(ValidationError):
        make.make_organization("Alphabet", wikidata_id="Q95")


@pytest.mark.parametrize(
    ("name", "monogram"),
    [("Hugging Face", "HF"), ("DeepSeek", "DS"), ("NVIDIA", "NV"), ("X", "X"), ("Meta", "ME")],
)
def test_a_monogram_stands_for_a_logo(name: str, monogram: str):
    assert Organization(name=name).monogram == monogram


def test_an_author_s_links_are_whole_addresses():
    with pytest.raises(ValidationError) as refusal:
        make.make_author("Ada", links="https://ada.example\nada.example/blog")
    assert "Riga 2: «ada.example/blog»" in refusal.value.message_dict["links"][0]


def test_the_links_in_the_texts_follow_a_changed_address():
    openai = make.make_organization("OpenAI")
    article = make.make_article(body="<p>Il CEO di OpenAI</p>")
    openai.slug = "open-ai"
    publishing.save_organization(organization=openai)
    article.text.refresh_from_db()
    assert 'href="/organizzazioni/open-ai/"' in article.text.rendered_body
