"""What each task counts as right: a few lines, Chinese and English, whose scores were worked out by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from docintel.errors import InputError
from docintel.workflows.referenced import digest
from docintel.workflows.scoring.gold import as_input, read_gold
from docintel.workflows.scoring.places import name_of, place_of, shared
from docintel.workflows.scoring.scoring import score, scored
from docintel.workflows.scoring.tables import lines
from docintel.workflows.scoring.yardsticks import Pair

HELDOUT = Path(__file__).resolve().parents[3] / "corpora" / "heldout"


def unit(kind: str, cue: tuple[int, int], **more: Any) -> dict[str, Any]:
    """A unit as `tag obligations` gives it."""
    plain = {"bearer": None, "deadline": None, "deadline_kind": None, "strength": "absolute", "confidence": 0.9}
    return {"type": kind, "cue_span": list(cue)} | plain | more


def gold_unit(kind: str, cue: str, **more: Any) -> dict[str, Any]:
    """A unit as the corpora give it."""
    plain = {"bearer": None, "deadline": None, "deadline_kind": None, "strength": "absolute"}
    return {"type": kind, "cue": cue} | plain | more


OBLIGATIONS = [
    # all right: 应 at 3, the time limit found as an object with its text
    Pair(
        {
            "id": "zh-1", "lang": "zh", "text": "借款人应在三十日内还款。",
            "units": [gold_unit("OBL", "应", bearer="借款人", deadline="三十日内", deadline_kind="relative")],
        },
        {
            "types": ["OBL"],
            "units": [unit("OBL", (3, 4), bearer="借款人", deadline={"text": "三十日内"}, deadline_kind="relative")],
        },
    ),
    # the second unit is missed, the first one's bearer has another case and article: still right
    Pair(
        {
            "id": "en-1", "lang": "en", "text": "The Lessee shall insure the ship and may not sell it.",
            "units": [gold_unit("OBL", "shall", bearer="The Lessee"), gold_unit("PRH", "may not", bearer="The Lessee")],
        },
        {"types": ["OBL"], "units": [unit("OBL", (11, 16), bearer="lessee", strength="best_efforts")]},
    ),
    # a hard negative taken for a duty
    Pair(
        {"id": "zh-2", "lang": "zh", "text": "应收账款余额为五百万元。", "units": []},
        {"types": ["OBL"], "units": [unit("OBL", (0, 1), confidence=0.3)]},
    ),
]  # fmt: skip


def values(pairs: list[Pair], task: Any, section: str = "all") -> dict[str, Any]:
    return {name: measure["value"] for name, measure in scored(task, pairs)[section]["measures"].items()}


def test_obligations_by_unit() -> None:
    found = values(OBLIGATIONS, "obligations")
    # types: OBL 2 right of 3 found, 2 expected → 0.8; PRH and NONE 0; micro 2·2 / (3 + 4)
    assert found["types_macro_f1"] == pytest.approx(0.8 / 3, abs=1e-4)
    assert found["types_micro_f1"] == pytest.approx(4 / 7, abs=1e-4)
    assert (found["types_exact"], found["hard_negative_precision"]) == (0.3333, 0.0)
    assert (found["bearer_accuracy"], found["bearer_accuracy_of_found_units"]) == (0.6667, 1.0)
    assert (found["strength_accuracy_of_found_units"], found["deadline_exact_f1"]) == (0.5, 1.0)
    assert found["unit_f1"] == pytest.approx(2 * 2 / (3 + 3), abs=1e-4)
    # stated 0.9, 0.9, 0.3; right, right, wrong: (2 · 0.1 + 0.3) / 3
    assert (found["calibration_error"], found["with_confidence"]) == (pytest.approx(0.5 / 3, abs=1e-4), 1.0)


def test_obligations_where_the_gold_gives_types_only() -> None:
    pairs = [
        Pair(
            {
                "id": 1,
                "text": "承租人应于每月十五日付租。",
                "types": ["OBL"],
                "bearer": "承租人",
                "deadline_kind": "periodic",
            },
            {"types": ["OBL"], "units": [unit("OBL", (3, 4), bearer="出租人", deadline_kind="periodic")]},
        ),
        Pair(
            {
                "id": 2,
                "text": "The month of May has 31 days.",
                "types": ["NONE"],
                "bearer": None,
                "deadline_kind": None,
            },
            {"types": ["NONE"], "units": []},
        ),
    ]
    found = values(pairs, "obligations")
    assert (found["types_macro_f1"], found["hard_negative_precision"], found["first_bearer_accuracy"]) == (1, 1, 0)
    assert (found["deadline_kind_accuracy"], found["deadline_kind_accuracy_dated"]) == (1, 1)
    # what the gold lacks is not measured, rather than counted as wrong
    assert (found["bearer_accuracy"], found["unit_f1"], found["deadline_exact_f1"]) == (None, None, None)


def said(ci: str | None, *events: tuple[str, str], sentiment: int = 0, **more: Any) -> dict[str, Any]:
    """Labels of an utterance."""
    held = [{"code": code, "modality": modality} for code, modality in events]
    return {
        "ci": ci,
        "ci_object": None,
        "events": held,
        "sentiment": sentiment,
        "aspects": [],
        "confidence": 0.8,
    } | more


UTTERANCES = ("我们下周一打款。", "We may pay next week.", "祝好！")
EXPECTED = (
    said("CI-1", ("EV-01", "stated"), sentiment=1),
    said("CI-2", ("EV-01", "hinted")),
    said(None, ("EV-09", "denied")),
)
FOUND = (
    said("CI-1", ("EV-01", "stated")),
    # the same direction, another class; the event is there in another modality
    said("CI-3", ("EV-01", "denied")),
    # courtesy taken for a refusal, with a denied event raised
    said("CI-7", ("EV-09", "stated"), sentiment=-1),
)
INTENT = [
    Pair({"id": number, "text": text, **expected}, found)
    for number, (text, expected, found) in enumerate(zip(UTTERANCES, EXPECTED, FOUND, strict=True), start=1)
]


def test_intent_in_nine_classes_and_in_three() -> None:
    found = values(INTENT, "intent")
    # CI-1 1, CI-2 0; "none" is no class of its own
    assert (found["intent_macro_f1"], found["intent_accuracy"]) == (0.5, 0.3333)
    # + has 2 of 2 right; 0 is missed
    assert (found["direction_macro_f1"], found["direction_accuracy"]) == (0.5, 0.6667)
    assert (found["sentiment_accuracy"], found["sentiment_exact"]) == (0.3333, 0.3333)


def test_events_by_code_with_modality_and_as_raised() -> None:
    found = values(INTENT, "intent")
    assert (found["events_micro_f1"], found["events_with_modality_micro_f1"]) == (1.0, 0.3333)
    # raised: EV-01 expected twice, found once; EV-09 found, not expected → 2·1 / (2 + 2)
    assert (found["events_raised_micro_f1"], found["denied_or_supposed_not_raised"]) == (0.5, 0.0)


def test_clauses_tone_and_days() -> None:
    keys = [
        Pair(
            {"id": 1, "text": "利率为6%。", "keys": ["loan.interest", "loan.default_interest"]},
            {"keys": [{"key": "loan.interest", "confidence": 0.8}, {"key": "gen.notices", "confidence": None}]},
        ),
        Pair({"id": 2, "text": "Page 3 of 12", "keys": []}, {"keys": []}),
    ]
    found = values(keys, "clauses")
    assert (found["keys_micro_f1"], found["keys_macro_f1"], found["none_kept_none"]) == (0.5, 0.5, 1.0)
    assert (found["with_confidence"], found["calibration_error"]) == (0.5, 0.2)
    tones = [
        Pair({"id": 1, "text": "净利润下降四成。", "label": "negative"}, {"label": "negative", "confidence": 0.9}),
        Pair({"id": 2, "text": "Orders rose 5%.", "label": "positive"}, {"label": "neutral", "confidence": 0.4}),
    ]
    assert (values(tones, "sentiment")["tone_accuracy"], values(tones, "sentiment")["tone_macro_f1"]) == (0.5, 0.5)
    days = [
        Pair(
            {"id": 1, "text": "收到通知后十日内", "deadline_kind": "relative", "due": "2026-05-11"},
            {"deadline_kind": "relative", "due": "2026-05-12"},
        )
    ]
    assert (values(days, "deadlines")["deadline_kind_accuracy"], values(days, "deadlines")["due_exact"]) == (1.0, 0.0)


def test_names_need_both_ends() -> None:
    want = [{"label": "company", "start": 0, "end": 4}, {"label": "amount", "start": 6, "end": 9}]
    got = [{"label": "company", "start": 0, "end": 3, "confidence": 0.7}, {"label": "amount", "start": 6, "end": 9}]
    found = values([Pair({"id": 1, "text": "澜川储能借款五百万元", "entities": want}, {"entities": got})], "entities")
    assert (found["entities_micro_f1"], found["entities_macro_f1"], found["entities_overlap_f1"]) == (0.5, 0.5, 1.0)


def test_languages_are_told_apart_by_annotation_or_letters() -> None:
    report = scored("obligations", OBLIGATIONS)
    assert {section: report[section]["n"] for section in ("all", "zh", "en")} == {"all": 3, "zh": 2, "en": 1}
    assert {section: scored("intent", INTENT)[section]["n"] for section in ("zh", "en")} == {"zh": 2, "en": 1}


def test_errors_show_the_line_and_what_was_found() -> None:
    report = scored("intent", INTENT, errors=1)
    assert {name: len(found) for name, found in report["errors"].items()}["intent"] == 1
    by_id = {error["id"]: error for error in scored("intent", INTENT, errors=9)["errors"]["intent"]}
    assert by_id[3] == {"id": 3, "text": "祝好！", "expected": ["none"], "found": ["CI-7"]}
    assert "errors" not in scored("intent", INTENT)


def test_the_table_has_every_measure_and_label() -> None:
    report = {"task": "obligations", "decide": "rules", **scored("obligations", OBLIGATIONS, errors=1)}
    shown = "\n".join(lines(report))
    assert "obligations: 3 lines, decided by rules" in shown
    (bearer,) = (line for line in shown.splitlines() if line.startswith("bearer_accuracy "))
    assert bearer.split(maxsplit=1)[1] == "0.667 (3; 0.21–0.94)  1.000 (1; 0.21–1.00)  0.500 (2; 0.09–0.91)"
    (prohibitions,) = (line for line in shown.splitlines() if line.startswith("PRH "))
    assert prohibitions.split() == ["PRH", "–", "0.00", "0.00", "0", "0", "1", "–"]
    assert "zh-2: 应收账款余额为五百万元。" in shown


@pytest.mark.parametrize(
    ("text", "quote", "place"),
    [
        ("应收款应付", "应#2", (3, 4)),
        ("shall and shall", "shall", (0, 5)),
        ("应", "应#2", None),
        ("甲方", "乙方", None),
    ],
)
def test_where_quoted_words_stand(text: str, quote: str, place: tuple[int, int] | None) -> None:
    assert place_of(text, quote) == place


def test_a_bearer_without_article() -> None:
    names = ["The Lessee", "Each Obligor", "任何一方", "甲方#2", None]
    assert [name_of(words) for words in names] == ["lessee", "obligor", "一方", "甲方", ""]


def test_shared_characters() -> None:
    assert [shared((0, 4), other) for other in ((0, 4), (2, 6), (4, 8))] == [1.0, 2 / 6, 0.0]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "gold.jsonl, line 1 is not JSON"),
        ('{"id": 1}', 'gold.jsonl, line 1 needs a "text"'),
        ('{"text": "甲方应付款。", "keys": []}', "line 1 has no types or units; is it the gold of another task"),
        ("", "holds no annotated line"),
    ],
)
def test_a_line_that_is_no_annotation_is_refused(line: str, message: str, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_gold("obligations", gold)


def test_a_tagger_never_sees_the_labels() -> None:
    row = {
        "id": 1,
        "text": "祝好！",
        "lang": "zh",
        "context": "逾期十二天",
        "ci": None,
        "events": [],
        "due": "2026-01-01",
    }
    assert json.loads(as_input(row)) == {"id": 1, "text": "祝好！", "lang": "zh", "context": "逾期十二天"}


def test_a_file_is_tagged_by_the_rules_and_scored(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    rows = [
        {
            "id": 1,
            "text": "承租人应于每月十五日向出租人支付租金。",
            "types": ["OBL"],
            "bearer": "承租人",
            "deadline_kind": "periodic",
        },
        {
            "id": 2,
            "text": "The Borrower shall not sell the ship.",
            "types": ["PRH"],
            "bearer": "The Borrower",
            "deadline_kind": None,
        },
    ]
    gold.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    report = score("obligations", gold, decide="rules")
    assert (report["task"], report["gold"], report["decide"], report["all"]["n"]) == (
        "obligations",
        "gold.jsonl",
        "rules",
        2,
    )
    assert report["all"]["measures"]["types_macro_f1"]["value"] == 1.0
    assert report["all"]["measures"]["first_bearer_accuracy"] == {
        "value": 1.0,
        "n": 2,
        "right": 2,
        "interval": [0.3424, 1.0],
    }


def test_lines_kept_by_reference_are_scored_with_their_texts(tmp_path: Path) -> None:
    text = "承租人不得转租。The Lessee shall pay."
    (tmp_path / "sets").mkdir()
    (tmp_path / "sets" / "lease.txt").write_text(text, encoding="utf-8")
    rows = [
        {"id": "r1", "lang": "zh", "start": 0, "end": 8, "types": ["PRH"]},
        {"id": "r2", "lang": "en", "start": 8, "end": 29, "types": ["OBL"]},
    ]
    rows = [row | {"document": "lease.txt", "digest": digest(text[row["start"] : row["end"]])} for row in rows]
    gold = tmp_path / "gold.jsonl"
    gold.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    report = score("obligations", gold, decide="rules", public=tmp_path / "sets")
    assert [report[language]["measures"]["types_macro_f1"]["value"] for language in ("zh", "en")] == [1.0, 1.0]
    with pytest.raises(InputError, match=r"gold\.jsonl, line 1 keeps its text by reference; --public names"):
        score("obligations", gold, decide="rules")
    (tmp_path / "later").mkdir()
    (tmp_path / "later" / "lease.txt").write_text(text.replace("pay", "owe"), encoding="utf-8")
    with pytest.raises(InputError, match=r"gold\.jsonl, line 2: lease\.txt has another text at 8 than r2"):
        score("obligations", gold, decide="rules", public=tmp_path / "later")


def test_days_are_computed_by_rules_whoever_is_asked(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    row = {
        "id": 1,
        "text": "收到通知后十日内付款",
        "anchor": "2026-04-20",
        "deadline_kind": "relative",
        "due": "2026-04-30",
    }
    gold.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    report = score("deadlines", gold, decide="both")
    assert (report["decide"], report["all"]["measures"]["due_exact"]["value"]) == ("rules", 1.0)


def test_held_out_correspondence_carries_only_known_labels() -> None:
    rows = read_gold("intent", HELDOUT / "correspondence.jsonl")
    assert {lang: sum(row["lang"] == lang for row in rows) for lang in ("zh", "en")} == {"zh": 291, "en": 297}
    assert {row["ci"] for row in rows} == {f"CI-{n}" for n in range(1, 10)} | {None}
    assert {event["code"] for row in rows for event in row["events"]} == {f"EV-{n:02}" for n in range(1, 24)}
    assert {row["sentiment"] for row in rows} <= {-2, -1, 0, 1, 2}


def test_held_out_bearers_stand_in_their_sentences() -> None:
    rows = read_gold("obligations", HELDOUT / "obligations.jsonl")
    assert {lang: sum(row["lang"] == lang for row in rows) for lang in ("zh", "en")} == {"zh": 101, "en": 105}
    assert [row["id"] for row in rows if row["bearer"] and row["bearer"] not in row["text"]] == []
