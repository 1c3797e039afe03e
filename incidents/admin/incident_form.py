"""The admin's form of an incident: nothing typed is lost, nothing odd passes unseen."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents.cautions import Caution, look_twice
from incidents.forms import IncidentForm
from incidents.models import Incident
from incidents.versions import Since, changed_since, version_of


class IncidentAdminForm(IncidentForm):
    """An incident's values as the admin asks for them.

    ``version`` is what the person saw: where others have saved since, the form says what they changed,
    takes over what this person left alone, keeps what was typed, and can be saved again on top.
    ``looked_at`` carries the cautions that the person has ticked.
    """

    # The shared form hides the place, which the review page's own search fills; here the admin's does.
    place = None  # type: ignore[assignment] # how a form leaves out a field of its base
    version = forms.CharField(required=False, widget=forms.HiddenInput)
    looked_at = forms.CharField(required=False, widget=forms.HiddenInput, label=gettext_lazy("Save anyway"))
    editor: User  # who fills it in; set by the admin

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Note the version that is shown."""
        super().__init__(*args, **kwargs)
        self.cautions: list[Caution] = []
        self.since: Since | None = None
        if self.instance.pk and not self.is_bound:
            self.initial["version"] = version_of(self.instance)

    @property
    def caution_codes(self) -> str:
        """The cautions shown, as the tick sends them back."""
        return "\n".join(caution.code for caution in self.cautions)

    def clean(self) -> dict[str, Any]:
        """Check, and stop once where others have saved or something is odd."""
        cleaned = super().clean()
        if self.instance.pk and self.data.get("version"):
            self.since = changed_since(self.instance, self.data["version"])
        if self.since:
            self._take_over(self.since, cleaned)
            self.add_error(None, self._what_changed(self.since))
        if not self.errors:
            self._look_twice(cleaned)
        return cleaned

    def _what_changed(self, since: Since) -> ValidationError:
        told = _(
            "Somebody else saved this incident while you had it open. What you typed is still here, what you "
            "left alone is as they saved it. Look at it, and save again to keep it so."
        )
        return ValidationError([told, *since.lines])

    def _take_over(self, since: Since, cleaned: dict[str, Any]) -> None:
        """Put what others changed and this person left alone into the fields; move to the new version."""
        typed: Any = self.data
        data = typed.copy()
        for name in self.fields:
            field = next((f for f in Incident._meta.concrete_fields if f.name == name), None)
            if field is None or field.attname not in since.old or name not in cleaned:
                continue
            mine, theirs = cleaned[name], getattr(self.instance, field.attname)
            before = since.old[field.attname]
            if _plain(mine) == _plain(before) and theirs != before:
                data[name] = "" if theirs is None else _plain(theirs)
        if "tags" in cleaned:
            mine = {tag.pk for tag in cleaned["tags"]}
            data.setlist("tags", [str(pk) for pk in sorted(mine - since.tags_removed | since.tags_added)])
        data["version"] = version_of(self.instance)
        self.data = data

    def _look_twice(self, cleaned: dict[str, Any]) -> None:
        found = look_twice(self, self.editor)
        seen = set(cleaned.get("looked_at", "").splitlines())
        if any(caution.code not in seen for caution in found):
            self.cautions = found
            told = _("Nothing is saved yet. If all is as you mean it, tick “save anyway” and save again.")
            self.add_error(None, ValidationError([told, *(caution.text for caution in found)]))


def _plain(value: Any) -> str:
    """Return a stored or cleaned value as a form's data have it."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return str(getattr(value, "pk", value))
