"""How a file is encoded is told from its bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from intake_files import converted, put

from orchestration.intake.encodings import detect_encoding

GERMAN = "Artikelnr;Währung;Größe\nMüller;€uro;groß\nJäger & Söhne;Übergrößenträger;äöü\n"
FRENCH = "créée;forêt;où;ça\nÉlève;naïve;Noël;cœur\n"
CHINESE = "订单号,金额\n1,浙江省杭州市\n2,你好，世界\n"


@pytest.mark.parametrize(
    ("text", "written", "told"),
    [
        (CHINESE, "utf-8", "utf-8"),
        (CHINESE, "utf-8-sig", "utf-8"),
        (CHINESE, "gbk", "gb18030"),
        (CHINESE, "gb18030", "gb18030"),
        (CHINESE, "utf-16", "utf-16-le"),
        (CHINESE, "utf-16-le", "utf-16-le"),
        (CHINESE, "utf-16-be", "utf-16-be"),
        (GERMAN, "utf-8", "utf-8"),
        (GERMAN, "cp1252", "cp1252"),
        (FRENCH, "cp1252", "cp1252"),
        (GERMAN.replace("€", "E"), "latin-1", "cp1252"),
        ("id\n1\n", "ascii", "utf-8"),
        ("id;name\n1;\x81\n", "latin-1", "latin-1"),
    ],
)
def test_common_encodings_are_told_apart(tmp_path, text, written, told):
    found = detect_encoding(put(tmp_path, "file", text.encode(written)))
    assert (found.name, found.fits) == (told, True)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_few_bad_bytes_do_not_turn_a_file_into_mojibake(tmp_path, encoding):
    content = (CHINESE * 10).encode(encoding) + b"3,\xff\xff\n"
    found = detect_encoding(put(tmp_path, "file", content))
    assert (found.name, found.fits) == (encoding, False)


def test_the_format_is_believed_but_checked(tmp_path):
    path = put(tmp_path, "file", "order_id\n\xe9\n".encode("latin-1"))
    assert detect_encoding(path, "cp1250").name == "cp1250"
    assert not detect_encoding(path, "utf-8").fits


def test_a_byte_order_mark_counts_more_than_the_format(tmp_path):
    path = put(tmp_path, "file", CHINESE.encode("utf-8-sig"))
    assert detect_encoding(path, "gb18030").name == "utf-8"


def test_rows_with_bad_bytes_are_kept_as_unreadable_and_the_others_read():
    content = "order_id,ordered_at,store\n1,2025-03-01,浙江\n2,2025-03-01,杭州\n".encode()
    rows = converted("orders.csv", content + b"3,2025-03-01,\xff\n4,2025-03-01,x\n")
    assert [row["order_id"] for row in rows] == ["1", "2", None, "4"]
    assert rows[2]["_extra"] == (
        '{"_unreadable":"3,2025-03-01,\\\\xff",'
        '"_problem":"contains bytes that are not of the file\'s encoding"}'
    )


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=40))
def test_whatever_utf_8_holds_is_read_as_utf_8(tmp_path_factory, text):
    path = put(tmp_path_factory.mktemp("encoding"), "file", f"id,名\n1,{text}\n".encode())
    assert detect_encoding(path).name == "utf-8"
