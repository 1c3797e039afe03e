"""The desk's own evidence: hashed, its size and type checked, photos stripped for the public."""

from __future__ import annotations

import hashlib
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


def attach(attachment: Attachment, upload: UploadedFile[bytes], user: User | None) -> Attachment:
    """Fill in and save a new attachment from an upload.

    The type is told from the content, never from the name. Raises ValidationError for a file that is
    too large, empty, of another type, or broken, or that this incident has already.
    """
    size = upload.size or 0
    if not size:
        raise ValidationError(_("The file is empty."))
    if size > settings.ATTACHMENT_MAX_BYTES:
        limit = settings.ATTACHMENT_MAX_BYTES // (1024 * 1024)
        raise ValidationError(_("The file has more than %(limit)d MB.") % {"limit": limit})
    content = upload.read()
    attachment.name = (upload.name or "")[-255:]
    attachment.size = size
    attachment.sha256 = hashlib.sha256(content).hexdigest()
    attachment.added_by = user
    known = Attachment.objects.filter(incident=attachment.incident, sha256=attachment.sha256)
    if known.exclude(pk=attachment.pk).exists():
        raise ValidationError(_("This incident has this file already."))
    document = next((kind for start, kind in DOCUMENT_TYPES.items() if content.startswith(start)), "")
    if document:
        attachment.content_type = document
    else:
        attachment.content_type, bare = strip_photo(content)
        attachment.public_file.save(f"{attachment.uid}", ContentFile(bare), save=False)
    attachment.file.save(f"{attachment.uid}", ContentFile(content), save=False)
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
