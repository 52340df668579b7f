"""The sample deal end to end against what a careful reader must find (corpora/sample_deal/golden)."""

import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from docintel.records import Amount, AnyFact, DatedMention, Document, Figure, Message, Obligation, Party, Profile
from docintel.store.blobs import Blobs
from docintel.store.opening import open_store
from docintel.taggers.obligation import tag_line
from docintel.workflows.customers import read_customers
from docintel.workflows.demo import DEAL, STORY_DAY
from docintel.workflows.enrich import Outcome, enrich
from docintel.workflows.intake import find_sources

BORROWER = "C0001"


class Run:
    """One run of the deal: its store and outcome."""

    def __init__(self, deal: Path, folder: Path, workers: int) -> None:
        self.customers = read_customers(deal / "customers.csv")
        self.store = open_store(f"sqlite:///{folder / 'deal.db'}", Blobs.open(str(folder / "blobs")))
        sources = find_sources(str(deal / name) for name in DEAL)
        self.outcome: Outcome = enrich(self.customers, sources, self.store, as_of=STORY_DAY, workers=workers)

    @property
    def facts(self) -> list[AnyFact]:
        return self.store.facts(BORROWER)

    @property
    def profile(self) -> Profile:
        return self.store.profile(BORROWER)

    def documents(self) -> dict[str, Document]:
        return {filing.document_id: self.store.document(filing) for filing in self.store.filings()}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    deal = Path(__file__).resolve().parents[2] / "corpora" / "sample_deal"
    done = Run(deal, tmp_path_factory.mktemp("one"), workers=1)
    yield done
    done.store.close()


def golden(sample_deal: Path, name: str) -> Any:
    return json.loads((sample_deal / "golden" / f"{name}.json").read_text(encoding="utf-8"))


def squeezed(text: str) -> str:
    return "".join(text.split())


def named(run: Run, file: str) -> str:
    """The id of a document of the deal."""
    return next(f.document_id for f in run.store.filings() if f.name == Path(file).name)


def test_every_quote_is_the_text_under_its_span(run: Run) -> None:
    documents = run.documents()
    wrong = [
        fact.id
        for fact in run.facts
        for part in fact.evidence
        if documents[part.document].quote(part.span) != part.quote
    ]
    assert wrong == []
    assert len(run.facts) > 1000


def test_every_fact_has_its_own_id(run: Run) -> None:
    twice = [name for name, count in Counter((fact.document, fact.id) for fact in run.facts).items() if count > 1]
    assert twice == []


def test_every_figure_of_the_statements_is_found_exact(run: Run, sample_deal: Path) -> None:
    found = {
        (fact.key, str(fact.period_end), str(fact.period_start or None), fact.value)
        for fact in run.facts
        if isinstance(fact, Figure)
    }
    wanted = [
        (row["key"], row["period_end"], str(row["period_start"]), Decimal(row["value"]))
        for row in golden(sample_deal, "figures")
    ]
    assert [row for row in wanted if row not in found] == []
    assert len(wanted) == 540


def test_no_figure_is_in_conflict_and_the_second_reading_agrees(run: Run) -> None:
    figures = [fact for fact in run.facts if isinstance(fact, Figure)]
    assert Counter(fact.status for fact in figures)["conflict"] == 0
    second = Counter(check.result for fact in figures for check in fact.checks if check.id == "second_read")
    assert (second["fail"], second["pass"] >= 250) == (0, True)


def test_the_parties_of_the_contracts_have_their_roles_and_numbers(run: Run) -> None:
    parties = {(p.name, p.role): p for p in run.facts if isinstance(p, Party) and p.role}
    borrower = parties["澜川砚石储能科技股份有限公司", "borrower"]
    assert [(i.scheme, i.value, i.valid) for i in borrower.identifiers] == [("uscc", "91329900MA0YX7K12L", True)]
    assert ("东汀银行股份有限公司澜川分行", "lender") in parties
    assert ("澜川砚石控股集团有限公司", "guarantor") in parties
    assert ("Kestrelmoor Process Engineering Pte. Ltd.", "contractor") in parties


def test_the_deontic_types_of_the_annotated_sentences_are_found(run: Run, sample_deal: Path) -> None:
    """Recall of positive types and precision on the hard negatives, sentence by sentence."""
    missed, invented = [], []
    units = [fact for fact in run.facts if isinstance(fact, Obligation)]
    for row in golden(sample_deal, "obligations"):
        where = named(run, row["file"])
        sentence = squeezed(row["quote"])
        types = {u.type for u in units if u.document == where and squeezed(u.evidence[0].quote) in sentence}
        if row["types"] == ["NONE"]:
            invented += [row["quote"]] if types else []
        elif not set(row["types"]) <= types:
            missed.append(row["quote"])
    # the rules alone find all of it (below); the model in use may miss and invent one in ten
    assert len(missed) <= 7, missed
    assert len(invented) <= 2, invented


def test_the_rules_alone_find_every_annotated_type_and_invent_none(sample_deal: Path) -> None:
    for row in golden(sample_deal, "obligations"):
        assert set(tag_line(row["quote"], decide="rules")["types"]) == set(row["types"]), row["quote"]


def test_own_words_are_apart_from_quotes_and_signatures(run: Run, sample_deal: Path) -> None:
    messages = {fact.message_id: fact for fact in run.facts if isinstance(fact, Message)}
    for row in golden(sample_deal, "messages"):
        own = messages[row["message_id"]].own_text.strip()
        assert row["own_text"]["first"] in own[:40], row["file"]  # a greeting may stand in the same line
        assert row["own_text"]["last"] in own[-60:], row["file"]  # a courtesy may follow; it gets no label
        assert row["own_text"]["never"] not in own, row["file"]


def test_the_warnings_of_the_figures_fire_with_their_measures(run: Run, sample_deal: Path) -> None:
    fired = {
        (alert.indicator, str(alert.assessment.period_end), round(alert.assessment.value, 4)): alert
        for alert in run.profile.alerts
        if alert.assessment.value is not None
    }
    for row in golden(sample_deal, "alerts")["from_figures"]:
        alert = fired[row["id"], row["period_end"], Decimal(row["value"])]
        grade = row.get("grade_by_contract", row["grade"])
        assert alert.grade == grade, row
        if grade == row["grade"]:
            assert set(alert.measures) <= set(row["measures"]), row
    assert run.profile.grade == 3


def test_no_false_alarm_is_raised(run: Run, sample_deal: Path) -> None:
    """What only seems to be said: in a colleague's note, in an advertisement, in a hypothetical sentence."""
    fired = {alert.indicator for alert in run.profile.alerts}
    assert {row["id"] for row in golden(sample_deal, "alerts")["must_not_be_raised"]} & fired == set()


def test_the_story_is_told_in_both_languages(run: Run) -> None:
    (cover,) = [alert for alert in run.profile.alerts if alert.indicator == "F-CV-01"]
    assert cover.reason_zh == "息税前利润仅覆盖利息1.14倍，低于严重线2.0倍。"
    assert cover.reason_en == "EBIT covers interest 1.14 times, below the critical line of 2.0."
    assert cover.assessment.thresholds.source == "contract"
    known = {fact.id for fact in run.facts}
    assert all(fact in known for used in cover.assessment.inputs for fact in used.facts)


def test_the_scanned_letter_is_read_and_its_facts_are_less_sure(run: Run, sample_deal: Path) -> None:
    assert run.outcome.failures == []
    for row in golden(sample_deal, "scanned"):
        document = named(run, row["file"])
        found = [fact for fact in run.store.facts("C0002") if fact.document == document]
        (page,) = run.documents()[document].pages
        assert (page.source, page.quality > 0.95) == ("ocr", True)
        amounts = [fact for fact in found if isinstance(fact, Amount)]
        assert [[str(fact.value), fact.currency] for fact in amounts] == row["amounts"]
        assert [str(fact.value) for fact in found if isinstance(fact, DatedMention)] == row["dates"]
        numbers = [i.value for fact in found if isinstance(fact, Party) for i in fact.identifiers if i.valid]
        assert numbers == [row["uscc"]]
        assert all((fact.confidence or 0) < 0.95 for fact in amounts)


def test_the_same_deal_gives_the_same_bytes_whatever_the_number_of_workers(
    run: Run, sample_deal: Path, tmp_path: Path
) -> None:
    other = Run(sample_deal, tmp_path, workers=2)
    assert [fact.model_dump_json() for fact in other.facts] == [fact.model_dump_json() for fact in run.facts]
    assert other.profile.model_dump_json() == run.profile.model_dump_json()
    other.store.close()


def test_folding_again_changes_nothing(run: Run) -> None:
    from docintel.workflows.folding import fold_customers

    before = run.profile
    assert fold_customers(run.customers, run.store, STORY_DAY)[0] == before


def test_a_resumed_run_leaves_out_what_is_done(run: Run, sample_deal: Path) -> None:
    before = [fact.id for fact in run.facts]
    sources = find_sources(str(sample_deal / name) for name in DEAL)
    again = enrich(run.customers, sources, run.store, as_of=STORY_DAY, resume=True)
    assert (again.skipped, again.documents) == (len(sources), 0)
    assert [fact.id for fact in run.facts] == before


def test_the_other_customers_get_only_their_own(run: Run) -> None:
    names = {customer.id: {filing.name for filing in run.store.filings(customer.id)} for customer in run.customers}
    assert names["C0002"] == {"01_借款合同.pdf", "02_EPC_Contract.docx", "盖章确认函.pdf"}
    assert names["C0003"] == set()
    assert not any(isinstance(fact, Figure) for fact in run.store.facts("C0002"))


def test_the_guarantor_is_bound_to_the_borrower_it_stands_for(run: Run) -> None:
    borrower, guarantor, other = (run.store.profile(customer.id) for customer in run.customers)
    assert (borrower.grade, guarantor.own_grade, guarantor.grade, other.grade) == (3, 0, 2, None)
    (bond,) = guarantor.bonds
    assert (bond.relation, bond.customer, bond.path) == ("guarantee", BORROWER, ("C0002", BORROWER))
    parties = {fact.id: fact.role for fact in run.store.facts(BORROWER, kinds=("party",)) if isinstance(fact, Party)}
    assert [parties[fact] for fact in bond.facts] == ["guarantor", "borrower"]


def test_a_reviewer_s_word_makes_a_lead_count_and_a_rejected_fact_go(
    sample_deal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from docintel.records import Review, Utterance
    from docintel.workflows.folding import fold_customers

    # the rules alone are unsure of it; with the model it needs nobody's word
    monkeypatch.setenv("DOCINTEL_ENCODER", "false")  # in a process of its own
    monkeypatch.setattr("docintel.taggers.voices.current_model", lambda: None)  # in this one
    run = Run(sample_deal, tmp_path, workers=1)
    said = next(fact for fact in run.facts if isinstance(fact, Utterance) and "离职" in fact.evidence[0].quote)
    assert "B-07" not in {alert.indicator for alert in run.profile.alerts}
    run.store.add_review(BORROWER, Review(target=said.id, verdict="accepted", reviewer="officer", day=STORY_DAY))
    (accepted, *_) = fold_customers(run.customers, run.store, STORY_DAY)
    (alert,) = [alert for alert in accepted.alerts if alert.indicator == "B-07"]
    assert {fact for used in alert.assessment.inputs for fact in used.facts} == {said.id}
    run.store.add_review(BORROWER, Review(target=said.id, verdict="rejected", reviewer="checker", day=STORY_DAY))
    (rejected, *_) = fold_customers(run.customers, run.store, STORY_DAY)
    assert "B-07" not in {alert.indicator for alert in rejected.alerts}
    assert said.id not in {name for value in rejected.values for name in value.facts}
    run.store.close()
