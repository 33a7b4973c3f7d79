"""Waiting times and survey scores of random cases and answers, against a second way to get them."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from random import Random

import pytest
from service_oracle import holidays, months_of_window, open_seconds, score, wilson

LAST_DAY = datetime(2025, 12, 31)
FIRST_ORDER = {
    "order_id": "o", "customer_id": "c", "ordered_at": "2023-01-02 10:00:00", "currency_code": "EUR",
}  # fmt: skip
SCALES = {("csat", 5): (1, 4, 2), ("ces", 7): (1, 5, 3), ("nps", 10): (0, 9, 6)}


def text(moment):
    return moment.strftime("%Y-%m-%d %H:%M:%S") if moment else None


def random_cases(seed, count):
    """Days, nights, weekends, the hours around both changes of the clock, and slips."""
    random = Random(seed)
    shifts = [datetime(2024, 3, 31), datetime(2024, 10, 27), datetime(2025, 3, 30)]
    for number in range(count):
        near = random.choice(shifts) if random.random() < 0.3 else None
        opened = (
            near or datetime(2023, 1, 2) + timedelta(days=random.randrange(1000))
        ) + timedelta(seconds=random.randrange(-90_000, 90_000))
        opened = max(opened, datetime(2023, 1, 3))
        waits = [random.choice([-60, 0, 1, 600, 40_000, 90_000, 400_000, 3_000_000]) for _ in "ab"]
        ends = [
            None if random.random() < 0.1 else min(opened + timedelta(seconds=wait), LAST_DAY)
            for wait in waits
        ]
        yield f"k{number}", opened, ends[0], ends[1]


def test_a_wait_is_the_open_time_on_the_wall_clock(warehouse):
    cases = list(random_cases(1, 2000))
    warehouse.land(
        orders=[FIRST_ORDER],
        cases=[
            {
                "case_id": key, "opened_at": text(opened), "first_response_at": text(answered),
                "closed_at": text(closed),
            }
            for key, opened, answered, closed in cases
        ],
    )  # fmt: skip
    closed_days = holidays(warehouse.rows("public_holidays"))
    timed = {row["case_id"]: row for row in warehouse.rows("int_cases_timed")}
    assert len(timed) == len(cases)
    for key, opened, answered, closed in cases:
        found = timed[key]
        expected = [
            open_seconds(opened, end, closed_days) if end else None for end in (answered, closed)
        ]
        assert [found["response_open_seconds"], found["resolution_open_seconds"]] == expected, key
        assert found["is_time_contradicted"] == any(
            end and end < opened for end in (answered, closed)
        )
    waits = {
        "response": [(opened, answered) for _, opened, answered, _ in cases],
        "resolution": [(opened, closed) for _, opened, _, closed in cases],
    }
    months = [row for row in warehouse.rows("rpt_service_monthly") if row["dimension"] == "company"]
    for milestone, spans in waits.items():
        known = [(start, end) for start, end in spans if end and end >= start]
        assert [
            sum(row[column] for row in months)
            for column in (
                f"timed_{milestone}_count",
                f"{milestone}_open_seconds_sum",
                f"{milestone}_clock_seconds_sum",
            )
        ] == [
            len(known),
            sum(open_seconds(start, end, closed_days) for start, end in known),
            sum(int((end - start).total_seconds()) for start, end in known),
        ]


def random_answers(seed, count):
    random = Random(seed)
    for number in range(count):
        survey, scale = random.choice([*SCALES, ("csat", 3)])
        asked = datetime(2023, 1, 3) + timedelta(days=random.randrange(1090))
        value = None if random.random() < 0.4 else random.randrange(scale + 2)
        yield {
            "feedback_id": f"f{number:04}", "survey_type": survey, "scale_max": str(scale),
            "score": None if value is None else str(value), "asked_at": text(asked),
            "answered_at": text(min(asked + timedelta(days=random.randrange(5)), LAST_DAY)) if value is not None else None,
            "contact_id": random.choice([None, *"abcdefghij"]),
        }  # fmt: skip


@pytest.mark.parametrize("window", [1, 12])
def test_a_score_hears_everybody_once(warehouse, window):
    given = list(random_answers(2, 3000))
    contacts = [{"contact_id": name, "created_at": "2023-01-02"} for name in "abcdefghij"]
    warehouse.land(orders=[FIRST_ORDER], contacts=contacts, feedback=given)
    asked, answers = defaultdict(int), defaultdict(list)
    for row in given:
        survey, scale = row["survey_type"], int(row["scale_max"])
        lowest, good, bad = SCALES.get((survey, scale), (None, 0, 0))
        value = None if row["score"] is None else int(row["score"])
        person = row["contact_id"] or row["feedback_id"]
        moment = datetime.fromisoformat(row["asked_at"])
        for month in months_of_window(moment.date(), window, date(2025, 12, 1)):
            asked[survey, scale, month] += 1
            answers[survey, scale, month].append(
                (
                    person,
                    (row["answered_at"] or "", row["asked_at"][:10]),
                    row["feedback_id"],
                    value,
                    lowest,
                    scale,
                    good,
                    bad,
                )
            )
    published = [
        row for row in warehouse.rows("rpt_satisfaction")
        if row["dimension"] == "company" and row["window_months"] == window
    ]  # fmt: skip
    assert {(r["survey_type"], r["scale_max"], r["month_start"]) for r in published} == set(asked)
    shown = 0
    for row in published:
        key = row["survey_type"], row["scale_max"], row["month_start"]
        heard, good, bad, total = score(answers[key])
        assert row["asked_count"] == asked[key]
        assert (row["respondent_count"], row["favourable_count"], row["unfavourable_count"]) == (
            heard,
            good,
            bad,
        )
        assert row["is_suppressed"] == (heard < 30)
        assert row["score_sum"] == (None if heard < 30 else total)
        if not row["is_suppressed"] and row["survey_type"] != "nps":
            shown += 1
            low, high = wilson(good, heard)
            assert float(row["favourable_rate_low"]) == pytest.approx(low, abs=1e-6)
            assert float(row["favourable_rate_high"]) == pytest.approx(high, abs=1e-6)
    assert shown > 0 or window == 1
