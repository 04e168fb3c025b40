-- So many referrals like one that was really asked for, each with so many open offers, to helpers in turns.

CREATE TEMP TABLE staged ON COMMIT DROP AS
SELECT turn, gen_random_uuid() AS referral_id, gen_random_uuid() AS decision_id
FROM generate_series(1, %(referrals)s) AS turn;

CREATE TEMP TABLE staged_helper ON COMMIT DROP AS
SELECT account_id, row_number() OVER (ORDER BY account_id) - 1 AS place
FROM referrals_registration WHERE marketplace = %(marketplace)s AND status = 'registered';

INSERT INTO referrals_referral
SELECT (jsonb_populate_record(model, jsonb_build_object('id', staged.referral_id, 'reference', %(name)s || turn,
    'request_key', %(name)s || turn, 'zip_code', home.zip_code, 'latitude', home.latitude,
    'longitude', home.longitude)
    || CASE WHEN %(offers)s > 0
        THEN jsonb_build_object('next_look_at', NULL, 'rung', 6, 'alerted_at', model.requested_at,
            'breached_at', model.requested_at)
        ELSE jsonb_build_object('next_look_at', desk_now(), 'rung', 0, 'asked_at', NULL) END)).*
FROM referrals_referral AS model, staged
JOIN staged_helper AS at_home ON at_home.place = turn * 7919 %% (SELECT count(*) FROM staged_helper)
JOIN referrals_registration AS home USING (account_id)
WHERE model.id = %(model)s;

INSERT INTO referrals_decision
SELECT (jsonb_populate_record(NULL::referrals_decision, to_jsonb(model) || jsonb_build_object('id', staged.decision_id,
    'referral_id', staged.referral_id))).*
FROM (SELECT * FROM referrals_decision WHERE referral_id = %(model)s LIMIT 1) AS model, staged;

INSERT INTO referrals_offer
SELECT (jsonb_populate_record(NULL::referrals_offer, to_jsonb(model) || jsonb_build_object('id', gen_random_uuid(),
    'referral_id', staged.referral_id, 'decision_id', staged.decision_id, 'helper_id', helper.account_id, 'kind', %(kind)s, 'place', copy,
    'offered_at', desk_now() - interval '15 minutes', 'seen_at', desk_now() - interval '14 minutes',
    'closes_at', desk_now() + CASE
        WHEN (turn - 1) * %(offers)s + copy < %(due)s
        THEN %(first_due)s * interval '1 second' + ((turn - 1) * %(offers)s + copy) * interval '1 second' / %(rate)s
        ELSE interval '2 hours' END))).*
FROM (SELECT * FROM referrals_offer WHERE referral_id = %(model)s LIMIT 1) AS model, staged,
    generate_series(0, %(offers)s - 1) AS copy
JOIN staged_helper AS helper ON true
WHERE helper.place = ((turn - 1) * %(offers)s + copy) %% (SELECT count(*) FROM staged_helper);
