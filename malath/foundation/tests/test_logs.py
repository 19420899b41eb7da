import io
import logging
from datetime import datetime

from malath.foundation.clock import now
from malath.foundation.logs import Formatter, Impersonal

SECRET = "Somebody, +962790000012"


def written(broken: bool) -> str:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Formatter())
    handler.addFilter(Impersonal())
    logger = logging.getLogger("malath.test")
    logger.addHandler(handler)
    try:
        int(SECRET if broken else "1")
        logger.warning("could not read %s", SECRET)
    except ValueError:
        logger.exception("it broke")
    finally:
        logger.removeHandler(handler)
    return stream.getvalue()


def test_a_message_keeps_its_fixed_text_only() -> None:
    assert "could not read %s" in written(broken=False)
    assert SECRET not in written(broken=False)


def test_a_line_begins_with_its_moment_and_the_zone() -> None:
    moment = datetime.strptime(written(broken=False).split()[0], "%Y-%m-%dT%H:%M:%S%z")
    assert abs((now() - moment).total_seconds()) < 60


def test_an_exception_keeps_its_type_and_place_but_not_its_words() -> None:
    text = written(broken=True)
    assert "ValueError" in text
    assert "test_logs.py" in text
    assert SECRET not in text
