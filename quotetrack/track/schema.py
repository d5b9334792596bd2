"""The tables of a store, as an ordered list of named migrations: a store is brought up to date when it is opened.

Never change a migration that was released; append another. `user_version` counts those that a file has had.
"""

from __future__ import annotations

APPLICATION_ID = 0x51545243  # "QTRC" in the file's header: tells our stores from other SQLite files

_TABLES = """
CREATE TABLE article (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,      -- the article's own id, else one made from its content
    digest TEXT NOT NULL,          -- of text and metadata: tells an edited article from the same one
    title TEXT, url TEXT, publisher TEXT,
    published TEXT,                -- ISO date
    text TEXT NOT NULL,            -- to read and search; exact unless it held what SQLite cannot show (see payload)
    words INTEGER NOT NULL,
    model TEXT,                    -- model and version that found the attributions
    payload BLOB NOT NULL          -- the whole extraction in the exchange format, deflated
);
CREATE INDEX article_published ON article (published);

CREATE TABLE article_history (     -- what an edited article said before
    article_key TEXT NOT NULL,
    digest TEXT NOT NULL,
    payload BLOB NOT NULL,
    text TEXT NOT NULL,
    replaced_at TEXT NOT NULL,
    PRIMARY KEY (article_key, digest)
);

CREATE TABLE failure (             -- articles that could not be worked on
    article_key TEXT PRIMARY KEY,
    error TEXT NOT NULL,
    message TEXT NOT NULL,
    failed_at TEXT NOT NULL
);

CREATE TABLE person (              -- people and organizations across articles
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    quotes INTEGER NOT NULL DEFAULT 0,
    words INTEGER NOT NULL DEFAULT 0,
    direct INTEGER NOT NULL DEFAULT 0,
    indirect INTEGER NOT NULL DEFAULT 0,
    mixed INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX person_quotes ON person (quotes DESC, key);

CREATE TABLE profile (             -- a name with what was told about its bearer; why it is linked to a person
    id INTEGER PRIMARY KEY,
    block TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    facts TEXT NOT NULL,
    person INTEGER REFERENCES person (id),
    reason TEXT NOT NULL DEFAULT '',
    UNIQUE (kind, name, facts)
);
CREATE INDEX profile_block ON profile (block);
CREATE INDEX profile_person ON profile (person);

CREATE TABLE speaker (             -- one who speaks in one article
    id INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    local TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT,
    label TEXT NOT NULL,
    profile INTEGER REFERENCES profile (id)
);
CREATE INDEX speaker_article ON speaker (article);
CREATE INDEX speaker_profile ON speaker (profile);

CREATE TABLE role (
    id INTEGER PRIMARY KEY,
    speaker INTEGER NOT NULL REFERENCES speaker (id) ON DELETE CASCADE,
    title TEXT, affiliation TEXT, tense TEXT NOT NULL
);
CREATE INDEX role_speaker ON role (speaker);

CREATE TABLE statement (           -- the same words across articles
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    phrase INTEGER NOT NULL,       -- too short to join two statements
    home INTEGER REFERENCES statement (id),  -- the one statement that has this phrase in it
    occurrences INTEGER NOT NULL DEFAULT 0,  -- of all that belong to it; 0 for one that has a home
    wordings INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX statement_occurrences ON statement (occurrences DESC, key) WHERE occurrences > 1;
CREATE INDEX statement_wordings ON statement (wordings DESC, key) WHERE wordings > 1;
CREATE INDEX statement_home ON statement (home) WHERE home IS NOT NULL;

CREATE TABLE utterance (           -- one wording by one speaker's name in one week: equal quotations share it
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    wording TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT,
    scope TEXT NOT NULL,           -- the unnamed speaker of one article, else ''
    week INTEGER,
    phrase INTEGER NOT NULL,
    shingles INTEGER NOT NULL,
    core INTEGER NOT NULL REFERENCES statement (id),      -- those linked among phrases, or among longer utterances
    statement INTEGER NOT NULL REFERENCES statement (id)  -- the core, or its home
);
CREATE INDEX utterance_core ON utterance (core);
CREATE INDEX utterance_statement ON utterance (statement);

CREATE TABLE shingle (
    hash INTEGER NOT NULL,
    utterance INTEGER NOT NULL REFERENCES utterance (id) ON DELETE CASCADE,
    PRIMARY KEY (hash, utterance)
) WITHOUT ROWID;
CREATE INDEX shingle_utterance ON shingle (utterance);

CREATE TABLE utterance_link (
    a INTEGER NOT NULL REFERENCES utterance (id) ON DELETE CASCADE,
    b INTEGER NOT NULL REFERENCES utterance (id) ON DELETE CASCADE,
    relation TEXT NOT NULL,
    share REAL NOT NULL,
    PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX utterance_link_b ON utterance_link (b);

CREATE TABLE attribution (
    id INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    local TEXT NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    act TEXT NOT NULL,
    negated INTEGER NOT NULL,
    text TEXT NOT NULL,
    quoted TEXT,                   -- the words between quotation marks
    cue TEXT NOT NULL,
    source TEXT NOT NULL,
    words INTEGER NOT NULL,
    confidence REAL NOT NULL,
    speaker INTEGER REFERENCES speaker (id),
    profile INTEGER REFERENCES profile (id),
    person INTEGER REFERENCES person (id),
    utterance INTEGER REFERENCES utterance (id),
    published TEXT,
    publisher TEXT
);
CREATE INDEX attribution_article ON attribution (article, position);
CREATE INDEX attribution_person ON attribution (person, published);
CREATE INDEX attribution_profile ON attribution (profile) WHERE profile IS NOT NULL;
CREATE INDEX attribution_speaker ON attribution (speaker) WHERE speaker IS NOT NULL;
CREATE INDEX attribution_utterance ON attribution (utterance) WHERE utterance IS NOT NULL;
CREATE INDEX attribution_published ON attribution (published);

CREATE TABLE correction (          -- what a human being decided about names; survives re-ingestion
    kind TEXT NOT NULL,
    name TEXT NOT NULL,            -- folded
    article_key TEXT NOT NULL,     -- '' for every article
    block TEXT NOT NULL,
    person_key TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (kind, name, article_key)
);
"""

_COUNTS = """
CREATE TRIGGER attribution_counted AFTER INSERT ON attribution WHEN new.person IS NOT NULL BEGIN
    UPDATE person SET quotes = quotes + 1, words = words + new.words, direct = direct + (new.kind = 'direct'),
        indirect = indirect + (new.kind = 'indirect'), mixed = mixed + (new.kind = 'mixed') WHERE id = new.person;
END;
CREATE TRIGGER attribution_uncounted AFTER DELETE ON attribution WHEN old.person IS NOT NULL BEGIN
    UPDATE person SET quotes = quotes - 1, words = words - old.words, direct = direct - (old.kind = 'direct'),
        indirect = indirect - (old.kind = 'indirect'), mixed = mixed - (old.kind = 'mixed') WHERE id = old.person;
END;
CREATE TRIGGER attribution_recounted AFTER UPDATE OF person ON attribution WHEN old.person IS NOT new.person BEGIN
    UPDATE person SET quotes = quotes - 1, words = words - old.words, direct = direct - (old.kind = 'direct'),
        indirect = indirect - (old.kind = 'indirect'), mixed = mixed - (old.kind = 'mixed') WHERE id = old.person;
    UPDATE person SET quotes = quotes + 1, words = words + new.words, direct = direct + (new.kind = 'direct'),
        indirect = indirect + (new.kind = 'indirect'), mixed = mixed + (new.kind = 'mixed') WHERE id = new.person;
END;
"""

_SEARCH = """
CREATE VIRTUAL TABLE attribution_fts USING fts5 (
    text, content='attribution', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);
CREATE TRIGGER attribution_indexed AFTER INSERT ON attribution BEGIN
    INSERT INTO attribution_fts (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER attribution_unindexed AFTER DELETE ON attribution BEGIN
    INSERT INTO attribution_fts (attribution_fts, rowid, text) VALUES ('delete', old.id, old.text);
END;
"""

_VIEWS = """
CREATE VIEW quotes AS
    SELECT article.key || '#' || attribution.local AS quote, person.key AS person,
        coalesce(person.name, speaker.label) AS speaker, attribution.text, attribution.kind, attribution.act,
        attribution.cue, attribution.published, attribution.publisher, article.title, article.url,
        attribution.confidence
    FROM attribution
    JOIN article ON article.id = attribution.article
    LEFT JOIN speaker ON speaker.id = attribution.speaker
    LEFT JOIN person ON person.id = attribution.person;
CREATE VIEW repeated_statements AS
    SELECT statement.key AS statement, statement.occurrences, statement.wordings,
        count(DISTINCT attribution.article) AS articles, count(DISTINCT attribution.publisher) AS outlets,
        min(attribution.published) AS first_seen, max(attribution.published) AS last_seen,
        count(DISTINCT attribution.person) AS people
    FROM statement
    JOIN utterance ON utterance.statement = statement.id
    JOIN attribution ON attribution.utterance = utterance.id
    WHERE statement.occurrences > 1
    GROUP BY statement.id;
CREATE VIEW links AS
    SELECT article.key AS article, speaker.local AS speaker, speaker.label, person.key AS person, profile.reason
    FROM speaker
    JOIN article ON article.id = speaker.article
    JOIN profile ON profile.id = speaker.profile
    LEFT JOIN person ON person.id = profile.person;
"""

MIGRATIONS: tuple[tuple[str, str], ...] = (
    ("tables", _TABLES),
    ("counts of what each person said", _COUNTS),
    ("full-text search", _SEARCH),
    ("views", _VIEWS),
)
