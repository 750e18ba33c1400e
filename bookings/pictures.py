"""Whether some bytes are a picture that WhatsApp shows: JPEG or PNG, by what is in them. No Django, no I/O."""

from __future__ import annotations

from tenants.errors import DomainError

# What WhatsApp takes of a picture.
MOST_BYTES = 5 * 1024 * 1024

JPEG, PNG = "image/jpeg", "image/png"
JPEG_BEGINS, JPEG_ENDS = b"\xff\xd8\xff", b"\xff\xd9"
PNG_BEGINS, PNG_ENDS = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"IEND\xaeB`\x82"
# Cameras write a few bytes of their own behind the picture's end.
TAIL = 4096


class NotAPicture(DomainError):
    """The file is neither JPEG nor PNG, whatever its name says, or it was cut off."""

    code = "not_a_picture"
    default_detail = "Tiene que ser una foto JPEG o PNG entera."


class PictureTooBig(DomainError):
    """Longer than what WhatsApp takes."""

    code = "picture_too_big"
    default_detail = "La foto pesa más de 5 MB, que es lo que admite WhatsApp. Achíquela y pruebe otra vez."


def kind_of_picture(content: bytes) -> str:
    """Return the content type of a picture.

    :raises PictureTooBig: if it is longer than WhatsApp takes
    :raises NotAPicture: if it is no JPEG and no PNG, or its end is missing
    """
    if len(content) > MOST_BYTES:
        raise PictureTooBig(fields={"file": PictureTooBig.default_detail})
    if content.startswith(JPEG_BEGINS) and JPEG_ENDS in content[-TAIL:]:
        return JPEG
    if content.startswith(PNG_BEGINS) and PNG_ENDS in content[-TAIL:]:
        return PNG
    raise NotAPicture(fields={"file": NotAPicture.default_detail})
