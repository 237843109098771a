"""Structured data of pages for search engines: schema.org's vocabulary as JSON-LD.

Pure functions of rows that are loaded. The properties are those of https://schema.org, and those
that Google reads: https://developers.google.com/search/docs/appearance/structured-data/article
"""

from articles.formats.schema_org.articles import article_node
from articles.formats.schema_org.listings import breadcrumbs, collection
from articles.formats.schema_org.nodes import Node, absolute, moment
from articles.formats.schema_org.organizations import organization_node
from articles.formats.schema_org.people import person, person_node
from articles.formats.schema_org.pictures import images_of, share_image_of
from articles.formats.schema_org.profiles import person_profile, profile
from articles.formats.schema_org.quotations import quotation_node
from articles.formats.schema_org.series import onward_nodes, series_node
from articles.formats.schema_org.site import graph, publisher_node, website, whole_publisher

__all__ = [
    "Node",
    "absolute",
    "article_node",
    "breadcrumbs",
    "collection",
    "graph",
    "images_of",
    "moment",
    "onward_nodes",
    "organization_node",
    "person",
    "person_node",
    "person_profile",
    "profile",
    "publisher_node",
    "quotation_node",
    "series_node",
    "share_image_of",
    "website",
    "whole_publisher",
]
