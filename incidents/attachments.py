"""The desk's own evidence: hashed, its size and type checked, photos stripped for the public."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from incidents.models import Attachment

PHOTO_TYPES: Final = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
DOCUMENT_TYPES: Final = {b"%PDF-": "application/pdf"}
# A photo of more pixels than this is refused before it is decoded (a decompression bomb).
MOST_PIXELS: Final = 100_000_000


@dataclass(frozen=True)
class Inspected:
    """A file that may be kept: its bytes, its type, and the public copy of a photo."""

    content: bytes
    content_type: str
    public: bytes | None


def inspect(upload: UploadedFile[bytes]) -> Inspected:
    """Check an upload's size and type; the type is told from the content, never from the name.

    Raises ValidationError for a file that is empty, too large, of another type, or broken.
    """
    size = upload.size or 0
    if not size:
        raise ValidationError(_("The file is empty."))
    if size > settings.ATTACHMENT_MAX_BYTES:
        limit = settings.ATTACHMENT_MAX_BYTES // (1024 * 1024)
        raise ValidationError(_("The file has more than %(limit)d MB.") % {"limit": limit})
    upload.seek(0)
    content = upload.read()
    for start, content_type in DOCUMENT_TYPES.items():
        if content.startswith(start):
            return Inspected(content, content_type, None)
    content_type, bare = strip_photo(content)
    return Inspected(content, content_type, bare)


def attach(attachment: Attachment, upload: UploadedFile[bytes], user: User | None) -> Attachment:
    """Fill in and save a new attachment from an upload that :func:`inspect` accepts.

    Raises ValidationError for a file that this incident has already.
    """
    inspected = inspect(upload)
    attachment.name = (upload.name or "")[-255:]
    attachment.size = len(inspected.content)
    attachment.sha256 = hashlib.sha256(inspected.content).hexdigest()
    attachment.content_type = inspected.content_type
    attachment.added_by = user
    if Attachment.objects.filter(incident=attachment.incident, sha256=attachment.sha256).exists():
        raise ValidationError(_("This incident has this file already."))
    if inspected.public is not None:
        attachment.public_file.save(f"{attachment.uid}", ContentFile(inspected.public), save=False)
    attachment.file.save(f"{attachment.uid}", ContentFile(inspected.content), save=False)
    attachment.save()
    return attachment


def strip_photo(content: bytes) -> tuple[str, bytes]:
    """Return a photo's type and its pixels encoded anew: no EXIF, position, comment or thumbnail is left.

    The orientation that EXIF gives is applied first. Raises ValidationError for what is no JPEG, PNG
    or WebP.
    """
    try:
        with Image.open(BytesIO(content), formats=list(PHOTO_TYPES)) as photo:
            if photo.width * photo.height > MOST_PIXELS:
                raise ValidationError(_("The photo has too many pixels."))
            kind = str(photo.format)
            upright = ImageOps.exif_transpose(photo)
            bare = Image.new(upright.mode, upright.size)
            bare.paste(upright)
            if upright.mode == "P" and (palette := upright.getpalette()):
                bare.putpalette(palette)
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValidationError(_("Only JPEG, PNG and WebP photos and PDF documents are taken.")) from error
    out = BytesIO()
    bare.save(out, format=kind)
    return PHOTO_TYPES[kind], out.getvalue()
