"""Where lines and bars of a chart stand."""

from malath.ui.charts import Series, ranges_of, trend_of


def test_a_line_leaves_out_what_is_not_known() -> None:
    drawn = trend_of(["a", "b", "c", "d"], [Series("Whole", (10, None, 30, 40))]).lines[0]
    assert [value for _x, _y, value in drawn.points] == [10, 30, 40]
    assert drawn.way.count("M") == 2


def test_lines_are_told_apart_by_their_marks() -> None:
    trend = trend_of(["a", "b"], [Series(str(number), (1, 2)) for number in range(6)])
    assert len({line.mark for line in trend.lines}) == len(trend.lines) == 4


def test_in_arabic_time_runs_to_the_left() -> None:
    here, there = (trend_of(["a", "b"], [], mirrored=mirrored) for mirrored in (False, True))
    assert [x for x, _ in here.places] == sorted(x for x, _ in here.places)
    assert [640 - x for x, _ in here.places] == [x for x, _ in there.places]
    assert (there.start, there.end) == (640 - here.start, 640 - here.end)


def test_more_stands_higher_and_all_of_it_inside() -> None:
    points = trend_of(["a", "b", "c"], [Series("Whole", (0, 50, 100))]).lines[0].points
    heights = [y for _x, y, _value in points]
    assert heights == sorted(heights, reverse=True)
    assert min(heights) >= 0


def test_a_bar_is_full_as_far_as_the_number_is_sure() -> None:
    bars = ranges_of([("Few", "fewer than 5", 0, 4), ("Some", "15-19", 15, 19)])
    assert [(bar.sure, bar.may_be) for bar in bars] == [(0, 21), (78, 100)]
    assert ranges_of([("None", "0", 0, 0)])[0].may_be == 0
