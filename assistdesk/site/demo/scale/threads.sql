-- The mails about each incident and the messages of its thread.

CREATE TEMP TABLE scale_mail AS
SELECT incident.*, 'acknowledgement' AS kind, 'escalation_received' AS template, opened_at AS at,
    'Your escalation was received. The incident number is ' || number || '.' AS words
FROM scale_incident AS incident
UNION ALL
SELECT incident.*, 'answer', 'escalation_answer', answered_at,
    said.words || ' ' || (SELECT more.words FROM scale_words AS more WHERE more.kind = 'answer'
        AND more.place = pg_temp.drawn('more', turn, (SELECT count(*) FROM scale_words WHERE kind = 'answer')))
FROM scale_incident AS incident
JOIN scale_words AS said ON said.kind = 'answer'
    AND said.place = pg_temp.drawn('answer', turn, (SELECT count(*) FROM scale_words WHERE kind = 'answer'))
WHERE state IN ('resolved', 'closed');

INSERT INTO messaging_outgoing (id, marketplace, channel, template, edition, language, priority, to_account_id,
    to_name, to_address, from_name, from_address, is_automatic, subject, body, about_kind, about_id, decision,
    findings, release_reason, drop_reason, state, message_id, answers, queued_at, attempts, sent_at, delivered_at, failure,
    provider_reference)
SELECT md5('scale mail ' || mail.kind || mail.id)::uuid, mail.marketplace, 'email', template, '', 'en', 0, filed_by,
    account.name, account.email, '', 'reply@example.org', mail.kind = 'acknowledgement', 'Incident ' || number, mail.words,
    'escalations.incident', mail.id, 'pass', '[]', '', '', 'delivered', 'scale-' || mail.kind || mail.id || '@example.org', '',
    at, 1, at, at, '', ''
FROM scale_mail AS mail JOIN people_account AS account ON account.id = mail.filed_by;

INSERT INTO escalations_post (id, incident_id, kind, author_id, text, at, version, outgoing_id)
SELECT md5('scale post ' || kind || id)::uuid, id, kind, CASE WHEN kind = 'answer' THEN assignee END,
    CASE WHEN kind = 'answer' THEN words ELSE '' END, at, 1, md5('scale mail ' || kind || id)::uuid
FROM scale_mail;

INSERT INTO escalations_post (id, incident_id, kind, author_id, text, at, version)
SELECT md5('scale note ' || incident.id)::uuid, incident.id, 'note', assignee, said.words, taken_at, 1
FROM scale_incident AS incident
JOIN scale_words AS said ON said.kind = 'note'
    AND said.place = pg_temp.drawn('note', turn, (SELECT count(*) FROM scale_words WHERE kind = 'note'))
WHERE state <> 'new' AND turn % 2 = 0;

INSERT INTO escalations_post (id, incident_id, kind, author_id, text, at, version)
SELECT md5('scale question ' || incident.id)::uuid, incident.id, 'from_helper', filed_by, said.words,
    opened_at + (taken_at - opened_at) / 2, 1
FROM scale_incident AS incident
JOIN scale_words AS said ON said.kind = 'detail'
    AND said.place = pg_temp.drawn('detail', turn, (SELECT count(*) FROM scale_words WHERE kind = 'detail'))
WHERE turn % 3 = 0;
