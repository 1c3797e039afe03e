from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.decoding import decode
from sources.errors import TextError
from tests.sources.texts import ARABIC, BY_LANGUAGE, ENGLISH, SORANI, TURKISH


@pytest.mark.parametrize("code", BY_LANGUAGE)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read(code: str, encoding: str) -> None:
    assert decode(BY_LANGUAGE[code].encode(encoding)) == BY_LANGUAGE[code]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ARABIC, "cp1256"),
        (ARABIC, "iso8859_6"),
        (TURKISH, "cp1254"),
        (ENGLISH + " “Quoted” – and so on", "cp1252"),
    ],
)
def test_old_encodings_are_recognised_without_a_declaration(text: str, encoding: str) -> None:
    text = text.replace("،", ",") if encoding == "iso8859_6" else text
    assert decode(text.encode(encoding)) == text
    markup = "<html><body class='of the and'>{}</body></html>"
    assert decode(markup.format(text).encode(encoding)) == markup.format(text)


def test_a_declared_encoding_is_used_unless_it_is_wrong() -> None:
    assert decode(ARABIC.encode("cp1256"), "windows-1256") == ARABIC
    assert decode(ARABIC.encode(), "windows-1256") == ARABIC
    assert decode(ARABIC.encode("cp1256"), "utf-8") == ARABIC
    assert decode(ARABIC.encode("cp1256"), "no-such-thing") == ARABIC
    assert decode(ARABIC.encode("cp1256"), "hex") == ARABIC
    assert decode("café au lait".encode("cp1252") + ENGLISH.encode(), "latin-1").startswith("café")


def test_a_few_damaged_bytes_do_not_cost_the_text() -> None:
    data = (SORANI * 20).encode()
    assert decode(data[:-1] + b"\xff") == (SORANI * 20)[:-1] + "\ufffd"
    assert decode(data + b"\xff", "utf-8") == SORANI * 20 + "\ufffd"


@pytest.mark.parametrize("text", [ARABIC, SORANI, "He said “yes” – and left."])
@pytest.mark.parametrize("encoding", ["cp1252", "cp1256"])
def test_text_that_was_encoded_twice_is_mended(text: str, encoding: str) -> None:
    garbled = "".join(bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in text.encode())
    assert garbled != text
    assert decode(garbled.encode()) == text


def test_text_that_is_garbled_beyond_repair_is_refused() -> None:
    garbled = ARABIC.encode().decode("cp1252", "ignore")
    with pytest.raises(TextError, match="wrong encoding"):
        decode(garbled.encode())


@pytest.mark.parametrize("text", ["Ça coûte 5 € à Ålesund: Â, Ã, Ø", "طبعا «ظل» في طهران", "naïve"])
def test_rare_letters_are_no_garbling(text: str) -> None:
    assert decode(text.encode()) == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "ZIP or office"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0....", "JPEG"),
        (bytes(range(256)) * 4, "binary"),
        (b"\0\1\2\3" * 100, "binary"),
        (bytes(range(128, 256)) * 40, "no other encoding"),
    ],
)
def test_what_is_no_text_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(TextError, match=reason):
        decode(data)


@given(
    st.binary(max_size=300),
    st.sampled_from(["", "utf-8", "windows-1256", "utf-7", "idna", "undefined", "zip"]),
)
def test_any_bytes_give_text_or_a_reason(data: bytes, declared: str) -> None:
    with suppress(TextError):
        assert isinstance(decode(data, declared), str)
