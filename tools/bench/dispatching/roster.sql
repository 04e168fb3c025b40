-- Registered helpers: accounts, what the marketplace knows of them, their terms and their rows on the sheets.
-- The same number makes the same rows each time; only the moments count from the desk's own.

CREATE TEMP TABLE roster ON COMMIT DROP AS
SELECT turn, md5('bench helper ' || turn)::uuid AS id, zip.*,
    CASE WHEN pg_temp.share('role', turn) < 0.7 THEN 'agent' ELSE 'navigator' END AS role,
    CASE WHEN pg_temp.share('language', turn) < 0.07 THEN '{en,es}' ELSE '{en}' END::text[] AS languages,
    pg_temp.share('duty', turn) < 0.3 AS is_on_duty, pg_temp.share('record', turn) AS leaning
FROM (
    SELECT turn, pg_temp.share('zip', turn) * %(people)s AS person FROM generate_series(1, %(number)s) AS turn OFFSET 0
) AS drawn
JOIN bench_zip AS zip ON person >= zip.from_person AND person < zip.to_person;

INSERT INTO people_account (id, username, password, name, email, phone, language, marketplace, role, teams,
    is_active, made_at)
SELECT id, 'bench-' || turn, '!', 'Robin Calloway', 'helper' || turn || '@example.com',
    '+1502555' || lpad((turn %% 10000)::text, 4, '0'), 'en', %(marketplace)s, role, '{}', true, desk_now()
FROM roster;

INSERT INTO people_helper (account_id, marketplace, npn, authorized_until, license_number, license_until,
    certified_until, contact_on_file, zip_code)
SELECT id, %(marketplace)s, (70000000 + turn)::text, (desk_now() + interval '300 days')::date, 'DOI-' || turn,
    (desk_now() + interval '300 days')::date, (desk_now() + interval '300 days')::date, true, zip
FROM roster;

INSERT INTO referrals_registration (account_id, marketplace, status, registered_at, agreed_at,
    agreement_version, phone, phone_verified_at, email, email_verified_at, channels, languages, programs,
    zip_code, latitude, longitude, zone, is_paused, sound, most_open, open_count, consecutive_misses,
    record_accepted, record_asked, record_at, accepts, hours_available, version)
SELECT id, %(marketplace)s, 'registered', desk_now(), desk_now(), 'v1',
    '+1502555' || lpad((turn %% 10000)::text, 4, '0'), desk_now(), 'helper' || turn || '@example.com', desk_now(),
    '{email,sms}', languages,
    CASE role WHEN 'agent' THEN '{qhp,dental,other}' ELSE '{medicaid,qhp,dental,other}' END::text[],
    zip, latitude, longitude, zone, false, false, 2, 0, 0, 10 * leaning, 10, desk_now(),
    (20 * leaning)::int, 40, 1
FROM roster;

INSERT INTO referrals_hours (id, registration_id, is_break, day, from_time, to_time)
SELECT gen_random_uuid(), id, false, day, '09:00', '17:00' FROM roster, generate_series(1, 5) AS day;

INSERT INTO referrals_duty (registration_id, marketplace, language, program, sheet, x, y, on_from, on_until,
    is_free)
SELECT id, %(marketplace)s, sheet.language, sheet.program, sheet.number,
    sheet.number * %(width)s + longitude * %(scale)s, latitude,
    desk_now() + CASE WHEN is_on_duty THEN interval '-2 hours' ELSE interval '14 hours' END,
    desk_now() + CASE WHEN is_on_duty THEN interval '6 hours' ELSE interval '22 hours' END, true
FROM roster JOIN bench_sheet AS sheet
    ON (sheet.language = '*' OR sheet.language = ANY(languages)) AND (sheet.program <> 'medicaid' OR role <> 'agent');
