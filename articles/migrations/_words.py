"""The full-text index of the words of every piece, as it was made: what keeps it in step is lost
where SQLite makes the table anew."""

SQLITE = [
    "CREATE VIRTUAL TABLE articles_words USING fts5("
    "words, content='articles_articletext', content_rowid='article_id', "
    "tokenize='unicode61 remove_diacritics 0')",
    "CREATE TRIGGER articles_words_insert AFTER INSERT ON articles_articletext BEGIN "
    "INSERT INTO articles_words(rowid, words) VALUES (new.article_id, new.words); END",
    "CREATE TRIGGER articles_words_delete AFTER DELETE ON articles_articletext BEGIN "
    "INSERT INTO articles_words(articles_words, rowid, words) "
    "VALUES ('delete', old.article_id, old.words); END",
    "CREATE TRIGGER articles_words_update AFTER UPDATE OF words ON articles_articletext BEGIN "
    "INSERT INTO articles_words(articles_words, rowid, words) "
    "VALUES ('delete', old.article_id, old.words); "
    "INSERT INTO articles_words(rowid, words) VALUES (new.article_id, new.words); END",
]
SQLITE_BACK = [
    "DROP TRIGGER articles_words_insert",
    "DROP TRIGGER articles_words_delete",
    "DROP TRIGGER articles_words_update",
    "DROP TABLE articles_words",
]
POSTGRESQL = [
    # Stored, so that the places of words need not be worked out again for each candidate.
    "ALTER TABLE articles_articletext ADD COLUMN words_vector tsvector "
    "GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED",
    "CREATE INDEX articles_words ON articles_articletext USING gin (words_vector)",
]
POSTGRESQL_BACK = [
    "DROP INDEX articles_words",
    "ALTER TABLE articles_articletext DROP COLUMN words_vector",
]
