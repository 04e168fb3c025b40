"""The ways in which escalations say no."""

from assistdesk.shared.refusals import Kind, Refusal


class NotAuthorizedToEscalate(Refusal):
    """The helper's authorization is not in force. `lapsed` is the marketplace's own explanation."""

    kind = Kind.FORBIDDEN
    code = "escalations.authorization.lapsed"
    problem = "not-authorized"
    message = "%(lapsed)s"


class IncidentNotFound(Refusal):
    """There is no such incident, or none that this person may see."""

    kind = Kind.NOT_FOUND
    code = "escalations.incident.not_found"
    problem = "not-found"
    message = "There is no incident of that number among those you may see. Check the number."


class DuplicateIncident(Refusal):
    """There is an open incident about the same already, and no reason was given to open another.

    `explanation` is the marketplace's own. `incident_number` is None to those who may not see it,
    `reply_due_at` where no answer is due by a set time. `duplicates` says the same of each open one, with
    the Person IDs of those of the chosen consumers whom it is about.
    """

    kind = Kind.CONFLICT
    code = "escalations.incident.duplicate"
    problem = "duplicate-incident"
    message = "%(explanation)s"


class IncidentMerged(Refusal):
    """The incident was merged into another, which goes on in its place under `merged_into`."""

    kind = Kind.CONFLICT
    code = "escalations.incident.merged"
    problem = "incident-merged"
    message = "This incident was merged into incident %(merged_into)s. Go on there."


class MergeCircle(Refusal):
    """Two incidents can't be merged into each other, or one into itself."""

    kind = Kind.CONFLICT
    code = "escalations.merge.circle"
    problem = "merge-circle"
    message = "These are one incident already. Choose another one to merge it into."


class NotMerged(Refusal):
    """There is no merge to undo."""

    kind = Kind.CONFLICT
    code = "escalations.merge.none"
    problem = "not-merged"
    message = "This incident is not merged into another any more. Reload the page to see where it stands."


class NotYourTeam(Refusal):
    """The person may read the incident; another team works on it."""

    kind = Kind.FORBIDDEN
    code = "escalations.team.not_yours"
    problem = "not-authorized"
    message = "Another team works on this incident. You can read it, and its team can change it."


class TakenAlready(Refusal):
    """A colleague has it."""

    kind = Kind.CONFLICT
    code = "escalations.incident.taken"
    problem = "already-taken"
    message = "Somebody took this incident before you. Choose the next one."


class MoveNotPossible(Refusal):
    """The state that the incident is in does not lead where it was asked to go."""

    kind = Kind.CONFLICT
    code = "escalations.move.not_possible"
    problem = "move-not-possible"
    message = "The incident can't go there from where it stands now. Reload the page to see what can be done."


class FormSentBefore(Refusal):
    """A form that made an incident came again with other content."""

    kind = Kind.CONFLICT
    code = "escalations.form.sent_before"
    problem = "form-sent-before"
    message = (
        "This form was already sent, and became incident %(incident_number)s. Add what is new as a reply "
        "to that incident, or start another escalation."
    )


class CallerNotVerified(Refusal):
    """The caller is not known to be who they say. `explanation` is what the marketplace says to do."""

    kind = Kind.FORBIDDEN
    code = "escalations.caller.not_verified"
    problem = "not-authorized"
    message = "%(explanation)s"


class CallConsumerLimit(Refusal):
    """The call is about as many clients as one call may be. `explanation` is what to say to the caller."""

    kind = Kind.CONFLICT
    code = "escalations.call.consumer_limit"
    message = "%(explanation)s"


class CallEnded(Refusal):
    """The call is over, and what was written down stays as it is."""

    kind = Kind.CONFLICT
    code = "escalations.call.ended"
    message = "This call has ended. Start a call to go on."


class CallInUse(Refusal):
    """The caller's name can't be changed any more, because the call was about a client already."""

    kind = Kind.CONFLICT
    code = "escalations.call.in_use"
    message = "This call was about a client already, so its caller stays as it is. End it and start another."


class CallFormSentBefore(Refusal):
    """A form of a call came again with other content."""

    kind = Kind.CONFLICT
    code = "escalations.call.form_sent_before"
    message = "This form was already sent, and what it said first was kept. Choose the client again for more."


class ChangedMeanwhile(Refusal):
    """Somebody else did something that the person has not seen. `version` is the incident's present one."""

    kind = Kind.CONFLICT
    code = "escalations.incident.changed_meanwhile"
    problem = "changed-meanwhile"
    message = "Somebody else changed this incident since you looked at it. Look at it again, then send."


class DraftNewerElsewhere(Refusal):
    """The person has typed newer words into the same box in another window."""

    kind = Kind.CONFLICT
    code = "escalations.draft.newer_elsewhere"
    problem = "draft-newer-elsewhere"
    message = "You have newer words for this in another window. Go on there, or copy these words."


class NothingToTake(Refusal):
    """Nothing of the team's waits for somebody."""

    kind = Kind.CONFLICT
    code = "escalations.queue.nothing_to_take"
    problem = "nothing-to-take"
    message = "Nothing waits for somebody now: each incident of this team has its colleague. Well done."


class TeamKeepsIncidents(Refusal):
    """The incident's team hands nothing on."""

    kind = Kind.FORBIDDEN
    code = "escalations.team.keeps_incidents"
    problem = "not-authorized"
    message = "This team doesn't hand incidents on. Write a note for the team that does."


class WithThemAlready(Refusal):
    """The office has the incident, and has not answered yet."""

    kind = Kind.CONFLICT
    code = "escalations.handoff.with_them_already"
    problem = "already-handed-on"
    message = "This office has the incident already. Wait for its answer, or take the incident back first."


class HandoffOver(Refusal):
    """Nobody waits for the office any more."""

    kind = Kind.CONFLICT
    code = "escalations.handoff.over"
    problem = "handoff-over"
    message = "The office has answered, or the incident was taken back already. Reload the page."
