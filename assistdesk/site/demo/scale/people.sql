-- Agencies, helpers, staff, the people they help, their households and who may see whose case.

INSERT INTO people_agency (id, marketplace, name)
SELECT md5('scale agency ' || marketplace || turn)::uuid, marketplace, 'Agency ' || turn
FROM scale_market, generate_series(1, agencies) AS turn;

INSERT INTO people_account (id, username, password, name, email, phone, language, marketplace, role, teams,
    agency_id, is_active, made_at)
SELECT md5('scale helper ' || marketplace || turn)::uuid,
    'helper-' || left(marketplace, 2) || '-' || turn,
    (SELECT password FROM people_account WHERE username <> '' ORDER BY username LIMIT 1),
    first.name || ' ' || last.name, 'helper-' || left(marketplace, 2) || turn || '@example.com', '',
    CASE WHEN turn % 9 = 0 THEN 'es' ELSE 'en' END, marketplace, 'agent', '{}',
    md5('scale agency ' || marketplace || (1 + turn % agencies))::uuid, true, desk_now()
FROM scale_market CROSS JOIN generate_series(1, helpers) AS turn
JOIN scale_name AS first ON first.kind = 'first' AND first.place = pg_temp.drawn('helper first', turn,
    (SELECT count(*) FROM scale_name WHERE kind = 'first'))
JOIN scale_name AS last ON last.kind = 'last' AND last.place = pg_temp.drawn('helper last', turn,
    (SELECT count(*) FROM scale_name WHERE kind = 'last'));

INSERT INTO people_helper (account_id, marketplace, npn, authorized_until)
SELECT md5('scale helper ' || marketplace || turn)::uuid, marketplace, (50000000 + turn)::text,
    (desk_now() + interval '300 days')::date
FROM scale_market, generate_series(1, helpers) AS turn;

INSERT INTO people_account (id, username, password, name, email, phone, language, marketplace, role, teams,
    is_active, made_at)
SELECT md5('scale staff ' || marketplace || team || turn)::uuid,
    left(marketplace, 2) || '-' || team || '-' || turn,
    (SELECT password FROM people_account WHERE username <> '' ORDER BY username LIMIT 1),
    first.name || ' ' || last.name, left(marketplace, 2) || '-' || team || turn || '@example.com', '', 'en',
    marketplace, 'caseworker', ARRAY[team], true, desk_now()
FROM scale_team CROSS JOIN generate_series(1, staff) AS turn
JOIN scale_name AS first ON first.kind = 'first' AND first.place = pg_temp.drawn(team || ' first', turn,
    (SELECT count(*) FROM scale_name WHERE kind = 'first'))
JOIN scale_name AS last ON last.kind = 'last' AND last.place = pg_temp.drawn(team || ' last', turn,
    (SELECT count(*) FROM scale_name WHERE kind = 'last'));

INSERT INTO people_person (id, marketplace, person_id, first_name, last_name, date_of_birth, sex, language,
    email, phone, contact_preference, zip_code, county, carrier)
SELECT md5('scale person ' || marketplace || turn)::uuid, marketplace, (person_base + turn)::text,
    first.name, last.name, date '1940-01-01' + pg_temp.drawn('born', turn, 30000)::int,
    CASE WHEN turn % 2 = 0 THEN 'female' ELSE 'male' END, CASE WHEN turn % 8 = 0 THEN 'es' ELSE 'en' END,
    'person' || (person_base + turn) || '@example.org', '', 'email', '', '', ''
FROM scale_market CROSS JOIN generate_series(1, people) AS turn
JOIN scale_name AS first ON first.kind = 'first' AND first.place = pg_temp.drawn('first', turn,
    (SELECT count(*) FROM scale_name WHERE kind = 'first'))
JOIN scale_name AS last ON last.kind = 'last' AND last.place = pg_temp.drawn('last', turn / 3,
    (SELECT count(*) FROM scale_name WHERE kind = 'last'));

INSERT INTO people_case (id, marketplace, case_number)
SELECT md5('scale case ' || marketplace || turn)::uuid, marketplace, (case_base + turn)::text
FROM scale_market, generate_series(0, people / 3) AS turn;

INSERT INTO people_casemember (case_id, person_id)
SELECT md5('scale case ' || marketplace || turn / 3)::uuid, md5('scale person ' || marketplace || turn)::uuid
FROM scale_market, generate_series(1, people) AS turn;

-- The helper of person N is number 1 + N modulo the helpers; so helper H has H - 1, H - 1 + helpers, and so on.
INSERT INTO people_accessgrant (id, account_id, person_id, scope, starts_at)
SELECT md5('scale grant ' || marketplace || turn)::uuid,
    md5('scale helper ' || marketplace || (1 + turn % helpers))::uuid,
    md5('scale person ' || marketplace || turn)::uuid, 'see_case', desk_now() - interval '700 days'
FROM scale_market, generate_series(1, people) AS turn;
