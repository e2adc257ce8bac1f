import pytest

from extractors.pipeline import extract

BODY = "\n\nGraph kernels\n\nOn bandits: A study\nAda Lovelace, Bo Li\n"


@pytest.mark.parametrize(
    ("headline", "publisher", "venue", "year"),
    [
        ("A quick guide to Acme’s papers at XCML 2031", "Acme", "XCML", 2031),
        ("Acme Research at NeurIPS 2024", "Acme Research", "NeurIPS", 2024),
        ("Acme papers at XCLR 2028", "Acme", "XCLR", 2028),
        ("Acme at XCLR ’28", "Acme", "XCLR", 2028),
        ("Our papers at Interspeech 2021", None, "Interspeech", 2021),
        ("What we did in 2019", None, None, 2019),
        ("Papers", None, None, None),
    ],
)
def test_headlines(headline: str, publisher: str | None, venue: str | None, year: int | None) -> None:
    document = extract(headline + BODY).document
    assert (document.publisher, document.venue, document.year) == (publisher, venue, year)
    for field in ("publisher", "venue"):
        start, end = getattr(document, f"{field}_start_char"), getattr(document, f"{field}_end_char")
        assert getattr(document, field) == (None if start is None else document.text[start:end])
