"""Every marked text has its Arabic and Central Kurdish; `make messages` collects what is new."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.test import RequestFactory
from django.utils.dates import MONTHS
from django.utils.translation import override
from django.utils.translation.template import templatize
from django.views.i18n import JavaScriptCatalog

CATALOGUES = [(language, domain) for language in ("ar", "ckb") for domain in ("django", "djangojs")]
PLACEHOLDER = re.compile(r"%%|%(?:\(\w+\))?[sd]")
TAG = re.compile(r"</?\w+>")
# Zero, one and two are said without a numeral in Arabic: حادث واحد, حادثان.
WITHOUT_NUMERAL = {"ar": 3, "ckb": 0}
TEXT = r"""u?(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\$]|\\.)*`)"""
CALL = re.compile(rf"\b(n?p?gettext)\(\s*({TEXT}(?:\s*,\s*{TEXT})*)\s*[,)]")
# Which arguments of a function are context, text and plural; its lazy and noop variants are alike.
PARTS = {"gettext": (None, 0), "ngettext": (None, 0), "pgettext": (0, 1), "npgettext": (0, 1)}
Key = tuple[str | None, str]


def _path(language: str, domain: str, ending: str) -> Path:
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / f"{domain}.{ending}"


def _read(language: str, domain: str) -> Catalog:
    with _path(language, domain, "po").open("rb") as file:
        return read_po(file, locale=language)


def _messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def _forms(text: str | tuple[str, ...] | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def _key(name: str, arguments: list[str]) -> Key:
    context, text = PARTS[name]
    return (None if context is None else arguments[context]), arguments[text]


def _of_calls(source: str) -> Iterator[Key]:
    for name, arguments in CALL.findall(source):
        yield _key(name, [ast.literal_eval(text.replace("`", '"')) for text in re.findall(TEXT, arguments)])


def _of_python(source: str) -> Iterator[Key]:
    tree = ast.parse(source)
    names = {name: name for name in PARTS}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            names |= {
                alias.asname or alias.name: re.sub("_(lazy|noop)$", "", alias.name) for alias in node.names
            }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and names.get(node.func.id) in PARTS
        ):
            yield _key(names[node.func.id], [getattr(argument, "value", "") for argument in node.args])


def _of_template(source: str) -> Iterator[Key]:
    return _of_calls(re.sub(r"\b_\(", "gettext(", templatize(source)))


READERS = {".py": _of_python, ".html": _of_template, ".txt": _of_template}
JS_READERS = {".js": _of_calls}


def _marked(domain: str) -> dict[Key, Path]:
    """Return every marked text of the product and a file that has it."""
    root = Path(settings.BASE_DIR)
    readers = JS_READERS if domain == "djangojs" else READERS
    return {
        key: path.relative_to(root)
        for folder in ("config", "incidents", "sources", "static/js", "templates")
        for path in sorted((root / folder).rglob("*"))
        if path.suffix in readers
        for key in readers[path.suffix](path.read_text())
    }


@pytest.mark.parametrize(("language", "domain"), CATALOGUES)
def test_all_is_translated(language: str, domain: str) -> None:
    known = {(message.context, _forms(message.id)[0]) for message in _messages(_read(language, domain))}
    missing = [f"{path}: {key[1]}" for key, path in _marked(domain).items() if key not in known]
    assert not missing, "run make messages and translate"
    open_ones = [m.id for m in _messages(_read(language, domain)) if m.fuzzy or not all(_forms(m.string))]
    assert not open_ones


@pytest.mark.parametrize(("language", "domain"), CATALOGUES)
def test_placeholders_are_kept(language: str, domain: str) -> None:
    for message in _messages(_read(language, domain)):
        wanted = _forms(message.id)[-1]
        forms = _forms(message.string)
        for text in forms[WITHOUT_NUMERAL[language] if len(forms) > 1 else 0 :]:
            assert sorted(PLACEHOLDER.findall(text)) == sorted(PLACEHOLDER.findall(wanted)), text
            assert TAG.findall(text) == TAG.findall(wanted), text


@pytest.mark.parametrize(("language", "domain"), CATALOGUES)
def test_compiled_catalogues_are_current(language: str, domain: str) -> None:
    with _path(language, domain, "mo").open("rb") as file:
        committed = GNUTranslations(file)._catalog
    fresh = BytesIO()
    write_mo(fresh, _read(language, domain))
    fresh.seek(0)
    compiled = GNUTranslations(fresh)._catalog
    assert {**committed, "": ""} == {**compiled, "": ""}, "run make messages"  # but for their headers


def test_months_are_named_as_iraq_does() -> None:
    """Django's own names would be Egypt's, and for Central Kurdish those of another calendar."""
    with override("ar"):
        assert MONTHS[5] == "أيار"
    with override("ckb"):
        assert MONTHS[5] == "ئایار"


def test_the_admins_catalogue_has_our_texts_too() -> None:
    """Its forms load no other: a second catalogue would take the place of the first."""
    with override("ckb"):
        response = JavaScriptCatalog.as_view(packages=["django.contrib.admin"])(RequestFactory().get("/"))
    for text in ("Today", "The point"):
        assert f'"{text}": "\\u' in response.content.decode()
