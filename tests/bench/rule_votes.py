"""How often each rule of intent and events is right on the training sentences: `votes` of models/rules/intent.toml.

Run with `python -m tests.bench.rule_votes` after the corpora or the rules changed, and put the tables in their place.
"""

from __future__ import annotations

import json
import sys
from collections import Counter

from tests.bench.material import ROOT

from docintel.taggers.utterances import read_utterance
from docintel.taggers.verdicts import by_rules

#: A rule that spoke fewer times has the vote of all rules with its answer.
_FEWEST = 5


def main() -> None:
    """Print the tables, each value with its counts."""
    found: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    lines = (ROOT / "corpora" / "correspondence" / "train.jsonl").read_text(encoding="utf-8").splitlines()
    for line in lines:
        row = json.loads(line)
        verdict = by_rules(read_utterance(row["text"], context=row.get("context"), language=row["lang"], sent=None))
        events = {event["code"] for event in row["events"]}
        if verdict.rule:
            found["ci", verdict.rule.id] += 1
            right["ci", verdict.rule.id] += verdict.ci == row["ci"]
            found["answer", verdict.ci or "none"] += 1
            right["answer", verdict.ci or "none"] += verdict.ci == row["ci"]
        for event in verdict.events:
            found["event", event.code] += 1
            right["event", event.code] += event.code in events
    sys.stdout.write(f"# counted on {len(lines):,} lines\n")
    for table in ("ci", "answer", "event"):
        sys.stdout.write(f"\n[votes.{table}]\n")
        for (kind, name), times in sorted(found.items()):
            if kind == table and times >= _FEWEST:
                hits = right[kind, name]
                sys.stdout.write(f"{name} = {(hits + 1) / (times + 2):.2f}   # {hits} of {times}\n")


if __name__ == "__main__":
    main()
