"""Finding organizations in a text, with a confidence for each. Pure Python, without Django."""

from articles.linking.feedback import EVERYTHING, Feedback, Key, Record
from articles.linking.finder import Finder, Found, KnownName
from articles.linking.judge import LONGEST_FEATURE, Judge, Reason, Verdict
from articles.linking.near import NearName, NearNames
from articles.linking.newcomers import Newcomer, newcomers
from articles.linking.people import people
from articles.linking.sighting import ParsedText, Sighting
from articles.linking.ties import Place, Tie, ties
from articles.linking.words import tokens

__all__ = [
    "EVERYTHING",
    "LONGEST_FEATURE",
    "Feedback",
    "Finder",
    "Found",
    "Judge",
    "Key",
    "KnownName",
    "NearName",
    "NearNames",
    "Newcomer",
    "ParsedText",
    "Place",
    "Reason",
    "Record",
    "Sighting",
    "Tie",
    "Verdict",
    "newcomers",
    "people",
    "ties",
    "tokens",
]
