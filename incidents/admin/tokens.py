"""API tokens: made here by everybody for themselves, shown once, revoked in the list."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from incidents.admin.base import HistoryAdmin, editor_of
from incidents.enums import Scope
from incidents.models import ApiToken
from incidents.tokens import end_of, make_token, revoke_token

USUAL_LIFE = timedelta(days=365)
FIELDS = (
    *("name", "prefix", "user", "scopes_in_words", "state"),
    *("expires_at", "revoked_at", "last_used_at", "created_at", "created_by"),
)


class TokenForm(forms.Form):
    """What a new token is for, and until when."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=100, help_text=gettext_lazy("What it is for.")
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("Scopes"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("It can never do more than its account may."),
    )
    last_day = forms.DateField(
        label=gettext_lazy("Last day"),
        required=False,
        widget=AdminDateWidget,
        help_text=gettext_lazy("Empty: until it is revoked."),
    )
    user = forms.ModelChoiceField(
        User.objects.filter(is_active=True).order_by("username"), label=gettext_lazy("Account")
    )

    def __init__(self, *args: Any, maker: User, **kwargs: Any) -> None:
        """Let none but those who look after all tokens choose another account."""
        super().__init__(*args, **kwargs)
        self.fields["last_day"].initial = timezone.localdate() + USUAL_LIFE
        self.fields["user"].initial = maker.pk
        self.fields["user"].disabled = not maker.has_perm("incidents.change_apitoken")

    def make(self, maker: User) -> tuple[ApiToken, str] | None:
        """Make the token; return it with its key, or None with errors in the form."""
        values = self.cleaned_data
        expires_at = end_of(values["last_day"]) if values["last_day"] else None
        try:
            return make_token(values["user"], values["name"], values["scopes"], expires_at, maker)
        except ValidationError as error:
            self.add_error("last_day" if "expires_at" in error.message_dict else None, error.messages)
            return None


@admin.register(ApiToken)
class ApiTokenAdmin(HistoryAdmin):
    """Everybody sees their own tokens, administrators all of them; nobody sees a key again."""

    list_display = ["name", "prefix", "user", "scopes_in_words", "state", "expires_at", "last_used_at"]
    list_select_related = ["user"]
    search_fields = ["name", "prefix", "user__username"]
    actions = ["revoke_selected"]
    fields = FIELDS
    readonly_fields = FIELDS

    def get_queryset(self, request: HttpRequest) -> QuerySet[ApiToken]:
        """Return those that this person may see."""
        return ApiToken.objects.shown_to(editor_of(request)).order_by("-created_at", "-pk")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: whoever knows what a token is good for must not find it changed."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: a token is revoked, and what it did stays its own."""
        return False

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Say who made and revoked it; what was revoked is not restored."""
        if request.method == "POST":
            raise PermissionDenied
        return super().history_view(request, object_id, extra_context)

    @admin.display(description=gettext_lazy("scopes"))
    def scopes_in_words(self, token: ApiToken) -> str:
        """Name the scopes."""
        return ", ".join(token.scopes)

    @admin.display(description=gettext_lazy("state"))
    def state(self, token: ApiToken) -> str:
        """Say whether it opens anything."""
        if token.revoked_at is not None:
            return _("revoked")
        return _("expired") if token.expired() else _("in use") if token.last_used_at else _("never used")

    @admin.action(description=gettext_lazy("Revoke the selected tokens"), permissions=["view"])
    def revoke_selected(self, request: HttpRequest, queryset: QuerySet[ApiToken]) -> None:
        """Make them worthless from now on."""
        number = sum(revoke_token(token) for token in queryset)
        told = ngettext("%(number)d token revoked.", "%(number)d tokens revoked.", number)
        self.message_user(request, told % {"number": number})

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Ask what a token is for; make it, and show its key in this one answer."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        maker = editor_of(request)
        form = TokenForm(request.POST or None, maker=maker)
        made = form.make(maker) if form.is_valid() else None
        context = {
            **self.admin_site.each_context(request),
            "title": _("The new token") if made else _("New API token"),
            "opts": self.opts,
            "form": form,
            "media": self.media + form.media,
            "token": made and made[0],
            "key": made and made[1],
            **(extra_context or {}),
        }
        response = TemplateResponse(request, "admin/incidents/token.html", context)
        add_never_cache_headers(response)
        return response
