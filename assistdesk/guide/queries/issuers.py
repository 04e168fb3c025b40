"""The issuer directory: whom to call, by plan type."""

from assistdesk.guide.queries.reading import Reader, web_row
from assistdesk.guide.queries.rows import IssuerRow, IssuerSiteRow, PlanTypeRow
from assistdesk.shared.policy.schema.directory import PlanType


def issuers(reader: Reader, *, plan_type: PlanType | None) -> list[IssuerRow]:
    """Return the listings of issuers of one plan type, and of the types that are one of it; all for None."""
    directory = reader.pack.directory
    return [
        IssuerRow(
            key=key,
            name=issuer.name,
            heading=issuer.heading or issuer.name,
            plan_type=plan.type.value,
            plan_type_title=reader.says(words.title)
            if (words := directory.plan_types.get(plan.type))
            else plan.type.value,
            phones=reader.phones(plan.phones),
            web=web_row(plan.web),
            note=reader.says(plan.note),
        )
        for key, issuer, plan in directory.issuer_plans(plan_type)
    ]


def plan_types(reader: Reader) -> list[PlanTypeRow]:
    """Return the plan types that the directory lists."""
    return [
        PlanTypeRow(key.value, reader.says(words.title), reader.says(words.description))
        for key, words in reader.pack.directory.plan_types.items()
    ]


def issuer_sites(reader: Reader) -> list[IssuerSiteRow]:
    """Return the issuers whose web sites the marketplace lists, each name once."""
    found = {
        site.name: IssuerSiteRow(site.name, web_row(site.web))
        for one in reader.pack.directory.issuer_sites
        for site in one.sites
    }
    return list(found.values())
