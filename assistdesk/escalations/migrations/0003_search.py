"""The search over incidents: its table, how words are folded and weighed, and the entries of what is there.

PostgreSQL's own text search, without extensions. Two dictionaries drop what neither English nor Spanish
looks for; accents, case and punctuation are folded by a function, so that numbers in every shape and words
with and without accents meet. Words are kept as they are and by their stem.
"""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import migrations, models

KINDS = "asciiword, word, numword"

DICTIONARIES = f"""
CREATE TEXT SEARCH DICTIONARY desk_stop_english (TEMPLATE = pg_catalog.simple, STOPWORDS = english, ACCEPT = false);
CREATE TEXT SEARCH DICTIONARY desk_stop_spanish (TEMPLATE = pg_catalog.simple, STOPWORDS = spanish, ACCEPT = false);
CREATE TEXT SEARCH CONFIGURATION desk_words (COPY = pg_catalog.simple);
ALTER TEXT SEARCH CONFIGURATION desk_words ALTER MAPPING FOR {KINDS}
    WITH desk_stop_english, desk_stop_spanish, pg_catalog.simple;
CREATE TEXT SEARCH CONFIGURATION desk_english (COPY = pg_catalog.simple);
ALTER TEXT SEARCH CONFIGURATION desk_english ALTER MAPPING FOR {KINDS}
    WITH desk_stop_english, desk_stop_spanish, pg_catalog.english_stem;
CREATE TEXT SEARCH CONFIGURATION desk_spanish (COPY = pg_catalog.simple);
ALTER TEXT SEARCH CONFIGURATION desk_spanish ALTER MAPPING FOR {KINDS}
    WITH desk_stop_english, desk_stop_spanish, pg_catalog.spanish_stem;
"""
NO_DICTIONARIES = """
DROP TEXT SEARCH CONFIGURATION desk_spanish;
DROP TEXT SEARCH CONFIGURATION desk_english;
DROP TEXT SEARCH CONFIGURATION desk_words;
DROP TEXT SEARCH DICTIONARY desk_stop_spanish;
DROP TEXT SEARCH DICTIONARY desk_stop_english;
"""

# Letters that no normal form takes apart, and what they are folded to.
FOLD = r"""
CREATE FUNCTION desk_search_fold(words text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN octet_length(words) = length(words)
        THEN regexp_replace(lower(words), '[^a-z0-9]+', ' ', 'g')
        ELSE regexp_replace(
            lower(translate(
                regexp_replace(normalize(words, NFKD), '[\u0300-\u036f]+', '', 'g'), 'øØłŁđĐßıæÆ', 'oOlLdDsiaA'
            )),
            '[^a-z0-9\u00c0-\u1fff\u3040-\ud7ff]+', ' ', 'g'
        )
    END
$$;
"""

SPANISH = ("de", "la", "el", "que", "los", "las", "para", "una", "un", "del", "con", "por", "su", "en")
SIGNS = " + ".join(f"(folded LIKE '% {word} %')::int" for word in SPANISH)

WORDS = f"""
CREATE FUNCTION desk_search_words(words text, weight "char") RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    folded text := desk_search_fold(words);
    plain tsvector := to_tsvector('desk_words', folded);
    own text[] := tsvector_to_array(plain);
    stems tsvector := ts_delete(to_tsvector('desk_english', folded), own);
BEGIN
    IF {SIGNS} >= 2 THEN
        stems := stems || ts_delete(to_tsvector('desk_spanish', folded), own);
    END IF;
    RETURN setweight(plain || stems, weight);
END
$$;
"""

NUMBER = """
CREATE FUNCTION desk_search_number(number text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT concat_ws(' ',
        split_part(number, '-', 1), split_part(number, '-', 2), replace(number, '-', ''),
        ltrim(split_part(number, '-', 2), '0'),
        (SELECT string_agg(right(split_part(number, '-', 2), size), ' ')
         FROM generate_series(3, length(split_part(number, '-', 2)) - 1) AS size)
    )
$$;
"""

NO_FUNCTIONS = """
DROP FUNCTION desk_search_number(text);
DROP FUNCTION desk_search_words(text, "char");
DROP FUNCTION desk_search_fold(text);
"""
FILL = """
INSERT INTO escalations_searchentry (incident_id, marketplace, team, words)
SELECT i.id, i.marketplace, i.team,
    array_to_tsvector(array_remove(ARRAY[
        CASE WHEN i.state NOT IN ('resolved', 'closed') THEN '~open' END,
        '~in:' || i.marketplace,
        '~team:' || i.marketplace || '/' || i.team,
        '~by:' || i.filed_by_id,
        '~agency:' || i.agency_id,
        '~month:' || to_char(i.opened_at AT TIME ZONE 'UTC', 'YYYYMM')
    ], NULL))
    || setweight(to_tsvector('simple', desk_search_number(i.number) || ' ' || coalesce(c.ids, '')), 'A')
    || setweight(to_tsvector('simple', desk_search_fold(coalesce(c.names, '') || ' ' || f.name)), 'B')
    || desk_search_words(i.description || ' ' || coalesce(d.answers, ''), 'B')
    || desk_search_words(left(coalesce(t.said, ''), 200000), 'C')
    || desk_search_words(left(coalesce(t.kept, ''), 200000), 'D')
FROM escalations_incident i
JOIN people_account f ON f.id = i.filed_by_id
LEFT JOIN LATERAL (
    SELECT string_agg(p.person_id, ' ' ORDER BY l.place) AS ids,
           string_agg(p.first_name || ' ' || p.last_name, ' ' ORDER BY l.place) AS names
    FROM escalations_incidentconsumer l JOIN people_person p ON p.id = l.person_id
    WHERE l.incident_id = i.id
) c ON true
LEFT JOIN LATERAL (SELECT string_agg(e.value, ' ') AS answers FROM jsonb_each_text(i.fields) e) d ON true
LEFT JOIN LATERAL (
    SELECT string_agg(p.text, ' ' ORDER BY p.at DESC) FILTER (WHERE p.kind NOT IN ('note', 'team_notice')) AS said,
           string_agg(p.text, ' ' ORDER BY p.at DESC) FILTER (WHERE p.kind IN ('note', 'team_notice')) AS kept
    FROM escalations_post p
    WHERE p.incident_id = i.id
) t ON true;
"""


class Migration(migrations.Migration):
    """Adds the table, its index behind the rows, and the functions both are made with."""

    dependencies = [("escalations", "0002_queue_by_age")]

    operations = [
        migrations.RunSQL(DICTIONARIES, NO_DICTIONARIES),
        migrations.RunSQL(FOLD + WORDS + NUMBER, NO_FUNCTIONS),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "incident",
                    models.OneToOneField(
                        on_delete=models.deletion.PROTECT,
                        primary_key=True,
                        related_name="search_entry",
                        serialize=False,
                        to="escalations.incident",
                    ),
                ),
                ("marketplace", models.CharField(max_length=60)),
                ("team", models.CharField(max_length=60)),
                ("words", SearchVectorField()),
            ],
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="searchentry",
            index=GinIndex(fields=["words"], name="escalations_search_words", fastupdate=False),
        ),
    ]
