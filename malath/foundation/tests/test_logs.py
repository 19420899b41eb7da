import io
import logging

from malath.foundation.logs import Formatter, Impersonal

SECRET = "Somebody, +962790000012"


def written(act: str) -> str:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Formatter())
    handler.addFilter(Impersonal())
    logger = logging.Logger("malath.test")
    logger.addHandler(handler)
    if act == "message":
        logger.warning("could not read %s", SECRET)
    else:
        try:
            raise ValueError(SECRET)
        except ValueError:
            logger.exception("it broke")
    return stream.getvalue()


def test_a_message_keeps_its_fixed_text_only() -> None:
    assert "could not read %s" in written("message")
    assert SECRET not in written("message")


def test_an_exception_keeps_its_type_and_place_but_not_its_words() -> None:
    text = written("exception")
    assert "ValueError" in text
    assert "test_logs.py" in text
    assert SECRET not in text
