"""Reply templates: choosing one for an incident, and the page where a team's lead writes them."""

from dataclasses import dataclass, field
from uuid import UUID

from django import forms
from django.db.models import prefetch_related_objects
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from assistdesk.escalations import queries, services
from assistdesk.escalations.forms import clean_line, clean_text
from assistdesk.escalations.models import Incident
from assistdesk.escalations.queries import TemplateRow
from assistdesk.escalations.rules.filling import PLACEHOLDERS
from assistdesk.escalations.services import filled, mails
from assistdesk.escalations.views.desks import INVALID, Desk
from assistdesk.escalations.views.words import error_said
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.refusals import InvalidInput


@dataclass(frozen=True, slots=True)
class Choice:
    """A template to choose: its words are ready to be put into a box."""

    id: str
    name: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One language of a template's form."""

    language: str
    name: str
    text: str = field(repr=False)
    errors: tuple[str, ...]


def choices_for(desk: Desk, incident: Incident) -> list[Choice]:
    """Return the team's templates filled from an incident, in the language its helper reads."""
    language = mails.spoken(desk.pack, incident.filed_by.language)
    rows = queries.reply_templates(marketplace=incident.marketplace, team=incident.team)
    return [
        Choice(
            str(one.id),
            one.name(desk.language),
            filled.text_for(incident, one.text(language), actor=desk.actor),
        )
        for one in rows
    ]


def choices_for_many(desk: Desk, team: str) -> list[Choice]:
    """Return the team's templates unfilled, in the language of the page: each incident fills its own."""
    rows = queries.reply_templates(marketplace=desk.marketplace, team=team)
    return [Choice(str(one.id), one.name(desk.language), one.text(desk.language)) for one in rows]


def chosen_text(choices: list[Choice], wanted: str) -> str:
    """Return the words of the template that was wanted; empty where there is none."""
    return next((one.text for one in choices if one.id == wanted), "")


def started(
    request: ActorRequest, desk: Desk, incident: Incident, reply_form: forms.Form
) -> dict[str, object]:
    """Return the templates for an incident's page; the one its address names is put into the reply's form."""
    prefetch_related_objects([incident], "merged")
    choices, chosen = choices_for(desk, incident), request.GET.get("template", "")
    text = chosen_text(choices, chosen)
    if text and not reply_form.is_bound:
        before = str(reply_form.initial.get("text", ""))
        reply_form.initial["text"] = f"{before}\n\n{text}" if before else text
    return {"templates": choices, "chosen": chosen, "is_for_several": filled.is_for_several(incident)}


@require_http_methods(["GET", "HEAD", "POST"])
@allows(Permission.WORK_INCIDENTS)
def reply_templates(request: ActorRequest, marketplace: str, team: str) -> HttpResponse:
    """Show a team's reply templates, or keep what its lead wrote."""
    desk = Desk.of(request, marketplace)
    queries.check_reads(desk.actor, marketplace=marketplace, team=team)
    rows = queries.reply_templates(marketplace=marketplace, team=team)
    edited = next((one for one in rows if str(one.id) == request.GET.get("edit", "")), None)
    if request.method != "POST":
        return _page(request, desk, team, rows=rows, edited=edited, sheets=_sheets(desk, edited))
    new = _new(request.POST, desk, team, edited)
    try:
        services.save_template(new, actor=desk.actor, at=desk.at)
    except InvalidInput as refusal:
        sheets = _sheets_again(desk, new, refusal)
        return _page(request, desk, team, rows=rows, edited=edited, sheets=sheets)
    return redirect("escalations:templates", marketplace, team)


@require_POST
@allows(Permission.LEAD_TEAM)
def delete_template(request: ActorRequest, marketplace: str, team: str, template_id: UUID) -> HttpResponse:
    """Forget a reply template."""
    desk = Desk.of(request, marketplace)
    services.delete_template(template_id, marketplace=marketplace, team=team, actor=desk.actor, at=desk.at)
    return redirect("escalations:templates", marketplace, team)


def _new(sent: QueryDict, desk: Desk, team: str, edited: TemplateRow | None) -> services.NewTemplate:
    languages = desk.pack.identity.languages
    return services.NewTemplate(
        marketplace=desk.marketplace,
        team=team,
        names={one: clean_line(sent.get(f"name_{one}", "")) for one in languages},
        texts={one: clean_text(sent.get(f"text_{one}", "")) for one in languages},
        id=edited.id if edited else None,
    )


def _sheets(desk: Desk, edited: TemplateRow | None) -> list[Sheet]:
    return [
        Sheet(
            one, edited.names.get(one, "") if edited else "", edited.texts.get(one, "") if edited else "", ()
        )
        for one in desk.pack.identity.languages
    ]


def _sheets_again(desk: Desk, new: services.NewTemplate, refusal: InvalidInput) -> list[Sheet]:
    return [
        Sheet(
            one,
            new.names[one],
            new.texts[one],
            tuple(error_said(error) for error in refusal.errors if error.field.endswith(f"_{one}")),
        )
        for one in desk.pack.identity.languages
    ]


def _page(
    request: ActorRequest,
    desk: Desk,
    team: str,
    *,
    rows: list[TemplateRow],
    edited: TemplateRow | None,
    sheets: list[Sheet],
) -> HttpResponse:
    words = {
        "pack": desk.pack,
        "team": team,
        "team_words": desk.pack.directory.teams[team],
        "rows": [(one.id, one.name(desk.language), one.text(desk.language)) for one in rows],
        "edited": edited,
        "sheets": sheets,
        "leads": desk.actor.may(Permission.LEAD_TEAM) and team in desk.actor.teams,
        "placeholders": PLACEHOLDERS,
    }
    wrong = any(one.errors for one in sheets)
    return render(request, "escalations/templates.html", words, status=INVALID if wrong else 200)
