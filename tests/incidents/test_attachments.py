"""Evidence that the desk keeps."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from incidents.attachments import attach, strip_photo
from incidents.models import Attachment, Incident
from tests.incidents.factories import IncidentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def incident() -> Incident:
    return IncidentFactory()


def photo(kind: str = "JPEG") -> bytes:
    """Make a photo that says where it was taken, lying on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "secret place"
    exif.get_ifd(0x8825)[1] = "N"
    out = BytesIO()
    Image.new("RGB", (8, 4), "red").save(out, format=kind, exif=exif)
    return out.getvalue()


def upload(content: bytes, name: str = "photo.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_the_public_copy_has_no_metadata_and_stands_upright(incident: Incident) -> None:
    content = photo()
    stored = attach(Attachment(incident=incident), upload(content), None)
    assert stored.file.read() == content
    assert (stored.content_type, stored.size, stored.name) == ("image/jpeg", len(content), "photo.jpg")
    public = stored.public_file.read()
    assert b"secret" not in public
    with Image.open(BytesIO(public)) as bare:
        assert bare.size == (4, 8)
        assert not bare.getexif()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_photos_are_told_by_their_content(kind: str) -> None:
    assert strip_photo(photo(kind))[0] == f"image/{kind.lower()}"


def test_a_palette_photo_keeps_its_colours() -> None:
    out = BytesIO()
    Image.new("RGB", (2, 2), (10, 200, 30)).convert("P", palette=Image.Palette.ADAPTIVE).save(
        out, format="PNG"
    )
    with Image.open(BytesIO(strip_photo(out.getvalue())[1])) as bare:
        assert bare.convert("RGB").getpixel((0, 0)) == (10, 200, 30)


def test_a_document_has_no_public_copy(incident: Incident) -> None:
    stored = attach(Attachment(incident=incident), upload(b"%PDF-1.7 ...", "note.pdf"), None)
    assert stored.content_type == "application/pdf"
    assert not stored.public_file


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"<svg onload=alert(1)>", "Only JPEG"),
        (photo()[:40], "Only JPEG"),
        (b"GIF89a" + bytes(40), "Only JPEG"),
    ],
)
def test_other_files_are_refused(incident: Incident, content: bytes, says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        attach(Attachment(incident=incident), upload(content), None)
    assert not Attachment.objects.exists()


def test_large_and_doubled_files_are_refused(incident: Incident, settings: Any) -> None:
    attach(Attachment(incident=incident), upload(photo()), None)
    with pytest.raises(ValidationError, match="already"):
        attach(Attachment(incident=incident), upload(photo()), None)
    settings.ATTACHMENT_MAX_BYTES = 10
    with pytest.raises(ValidationError, match="more than"):
        attach(Attachment(incident=incident), upload(photo()), None)


def test_too_many_pixels_are_refused_before_decoding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("incidents.attachments.MOST_PIXELS", 10)
    with pytest.raises(ValidationError, match="too many pixels"):
        strip_photo(photo())
