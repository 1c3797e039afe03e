"""Who may do what: four groups whose permissions are set after every migration.

Set by a signal and not by a data migration, so that a permission added later reaches every
installation, and a test database that was flushed has them again.
"""

from __future__ import annotations

from typing import Any, Final

from django.apps import AppConfig
from django.contrib.auth.models import Group, Permission
from django.db.models.signals import post_migrate
from django.dispatch import receiver

DESK_MODELS: Final = (
    "incident",
    "participation",
    "attachment",
    "tag",
    "report",
    "claim",
    "decision",
    "comment",
    "batch",
)
REFERENCE_MODELS: Final = (
    "actor",
    "actoralias",
    "area",
    "place",
    "placealias",
    "jointoperationroom",
    "roomalias",
    "roomforce",
    "roomphaseevent",
)


def _codes(actions: tuple[str, ...], models: tuple[str, ...]) -> set[str]:
    return {f"{action}_{model}" for action in actions for model in models}


# Everybody has tokens of their own, which can do no more than they can; change_apitoken is for all tokens.
OWN_TOKENS: Final = {"view_apitoken", "add_apitoken"}
VIEW: Final = OWN_TOKENS | _codes(
    ("view",), (*DESK_MODELS, *REFERENCE_MODELS, "article", "source", "intake", "region")
)
CONTRIBUTOR: Final = (
    VIEW
    | _codes(("add", "change"), ("incident", "participation", "attachment", "tag", "comment"))
    | {"add_article"}
)
EDITOR: Final = (
    CONTRIBUTOR
    | _codes(("add", "change"), (*DESK_MODELS, *REFERENCE_MODELS))
    | _codes(("delete",), ("participation", "roomalias", "placealias", "actoralias"))
    | {"review_report", "view_restricted", "add_source", "change_source"}
    | _codes(("view",), ("dataset", "datasetactor", "importrun"))
)
REVIEWER: Final = EDITOR | {"publish_incident", "add_importrun", "change_datasetactor"}
ADMINISTRATOR: Final = REVIEWER | {
    *_codes(("add", "change", "delete"), ("source",)),
    "change_dataset",
    "change_apitoken",
    *_codes(("add", "change", "delete", "view"), ("user", "group")),
    *_codes(("delete",), ("tag", "place", "actor", "area", "roomforce", "roomphaseevent")),
}

ROLES: Final = {
    "Contributor": CONTRIBUTOR,
    "Editor": EDITOR,
    "Reviewer": REVIEWER,
    "Administrator": ADMINISTRATOR,
}


@receiver(post_migrate)
def set_roles(*, app_config: AppConfig, **_: Any) -> None:
    """Make the groups, and give each exactly its permissions."""
    if app_config.name != "incidents":
        return
    for name, codes in ROLES.items():
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.set(
            Permission.objects.filter(
                codename__in=codes, content_type__app_label__in=("incidents", "sources", "auth")
            )
        )
