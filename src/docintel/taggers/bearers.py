"""Finds who bears a duty or holds a right, and towards whom, in the words around a modal cue.

Chinese: the first party named in the clause, or the subject carried on from the clause before. English: the noun
phrase the modal belongs to, past parentheses and adverbials. A thing ("Rent", 费用) bears nothing: then the party
behind "by" or 由 does, or nobody is named.
"""

from __future__ import annotations

import re
from functools import cache

from docintel.assets import model_table
from docintel.taggers.deontics import Language
from docintel.taggers.units import Part

Range = tuple[int, int]

_ZH_PREPOSITION = re.compile(
    r"(?:对于|对|向|与|和(?=[^，]{0,6}$)|给|为|经|以|将|把|被|就|按|从|根据|依据|凭|未经|除|因|由于|通知|要求|委托|授权|使|同)$"
)
_OPENING_ZH = re.compile(
    r"[\s\d.、（）()]*(?:第[^条]{1,6}条)?\s*(?:但是?|且|并且|如果?|若|倘若|当|因|由于|凡|经|在|除|而|或者?|对|其中|并)?(?:[^，。；]{1,24}的)?"
)
_JOINT_ZH = re.compile(r"、|和|与|及|以及|或者?")
_ZH_BY = re.compile(r"由")
_EN_PREPOSITION = re.compile(
    r"\b(?:of|to|by|for|with|from|in|on|under|against|between|among|upon|at|than|as|into|through|behalf of|via)\s+$"
)
_EN_SUBORDINATE = re.compile(
    r"^\s*(?:if|unless|until|when|whenever|where|while|after|before|upon|in|on|at|for|from|to|by|with|within|without|"
    r"subject|notwithstanding|except|during|following|prior|as|pursuant|under|because|since|provided|other|"
    r"including|such as|whether|immediately|promptly|not|but not|and/or|either|"
    r"at any time|from time to time|once|so long|to the extent|through)\b",
    re.IGNORECASE,
)
_EN_OPENING = re.compile(
    r"^\s*(?:and|or|but|then|also|however|therefore|provided|further|furthermore|moreover|accordingly|that|thereafter|otherwise|"
    r"[\d.]+|\(?[a-z0-9]{1,4}\)|ARTICLE\s\w+|Section\s[\d.]+)[\s,:]+",
    re.IGNORECASE,
)
_EN_COUNTED = re.compile(r"\b((?:Each|Any|Either|Both|Every|each|any|either|both|every)(?:\s+of\s+the)?\s+)$")
_CLAUSE_END_EN = re.compile(r"[;:]|\bprovided\s*,?\s*(?:however\s*,?\s*|further\s*,?\s*)?that\b|\.\s", re.IGNORECASE)
_DIRECTED_ZH = re.compile(r"(?:向|给予|给|对|通知|告知|为|与|协助|配合|要求|赔偿|请求|支付|返还|退还|由)")
_DIRECTED_EN = re.compile(
    r"\b(?:to|for|against|from|pay|reimburse|indemnify|notify|give|provide|send|inform|furnish|deliver|compensate|"
    r"protect|defend|harmless|permit|allow|with|assist|supply)\s+(?:(?:the|each|such|any|either)\s+)?"
)
_MODAL_EN = re.compile(r"\w+\s+(?:(?:the|any|either|such)\s+)?")
_DETERMINER_EN = re.compile(
    r"\s*(?:(?:the|each|any|every|either|neither|both|all|such|no|an?|said)\s+(?:of\s+the\s+)?)?", re.IGNORECASE
)
_ELIDED_ZH = re.compile(
    r"^\s*(?:(?:但是?|并且?|且|同时|亦|也|还|均|则|而|或者?|仍|另|此外|其中|否则|必要时|原则上|其|有权|自行|负责)*)\s*"
    r"(?:$|在|于|按|自|向|对|提前|及时|每|依|根据|将|为|如|若|经|因|以|未经|未|由|从|就|除|凡|除非|不|无|至|与|逾期|一次性|立即|书面)"
)
#: No subject stands further before its cue (characters): what has no stop for so long is no sentence.
_FARTHEST = 500
_NEGATIVE_FRONT = re.compile(r"\b(?:nor|in no event|under no circumstances|at no time)\s*,?\s*$", re.IGNORECASE)


@cache
def _agents(language: str) -> re.Pattern[str]:
    return re.compile(model_table("rules/parties.toml")[language]["agent"], re.VERBOSE)


@cache
def _things() -> re.Pattern[str]:
    return re.compile(model_table("rules/parties.toml")["en"]["thing"], re.VERBOSE)


def subject_zh(view: str, start: int, cue: int) -> Range | None:
    """The party that is the subject of a Chinese clause running from `start` to its cue; None when no party is."""
    start = max(start, cue - _FARTHEST)
    by = [match.end() for match in _ZH_BY.finditer(view, start, cue)]
    for match in _agents("zh").finditer(view, by[-1] if by else start, cue):
        if not _ZH_PREPOSITION.search(view[start : match.start()]) and not _is_modifier_zh(view, match.end(), cue):
            return match.start("name"), _coordinated_zh(view, match.end("name"), cue)
    return None


def carried_subject_zh(view: str, start: int, end: int) -> Range | None:
    """The party that opens an earlier clause and so is still the subject: 乙方逾期的，应…; not 设立公司，应…."""
    found = subject_zh(view, start, end)
    if found is None or not _OPENING_ZH.fullmatch(view, start, found[0]):
        return None
    return found


def _coordinated_zh(view: str, end: int, cue: int) -> int:
    """Where 权利人、利害关系人 ends, when it is the whole subject."""
    while joint := _JOINT_ZH.match(view, end, cue):
        following = _agents("zh").match(view, joint.end(), cue)
        if following is None:
            return end
        end = following.end("name")
    return end


def _is_modifier_zh(view: str, end: int, cue: int) -> bool:
    """乙方的工作人员 is still 乙方's side; 甲方的债务 is a thing."""
    tail = view[end:cue]
    return bool(re.match(r"(?:的|之)(?![^，]*(?:人员|代表|员工|雇员|代理人|关联))", tail)) or bool(
        re.match(r"(?:书面)?(?:同意|认可|批准|要求|通知|确认|许可)(?:后|的|，|$)", tail)
    )


def agent_after_zh(view: str, start: int, end: int) -> Range | None:
    """The party behind 由 between two places: 费用由甲方承担."""
    for by in _ZH_BY.finditer(view, start, end):
        found = _agents("zh").match(view, by.end(), end)
        if found:
            return found.span("name")
    return None


def counterparty_zh(view: str, start: int, end: int, bearer: str | None) -> Range | None:
    """The other party an act is directed at: behind 向, 给, 对, 通知 and the like."""
    for match in _DIRECTED_ZH.finditer(view, start, end):
        found = _agents("zh").match(view, match.end(), end)
        if found and found.group("name") != bearer and not view.startswith("的", found.end()):
            return found.span("name")
    return None


def subject_en(view: str, start: int, cue: int) -> Range | None:
    """The noun phrase a modal belongs to, when it names a party; None for things and for elided subjects."""
    found = _subject_en(view, start, cue)
    if found is None:
        return None
    counted = _EN_COUNTED.search(view[start : found[0]])
    return (start + counted.start(1), found[1]) if counted else found


def _subject_en(view: str, start: int, cue: int) -> Range | None:
    begin = _last_clause(view, start, cue)
    pieces = _pieces(view, begin, cue)
    for first, last in reversed(pieces):
        piece = view[first:last]
        if not piece.strip():
            continue
        near = _nearest_agent(view, first, last)
        if near is not None:
            return near
        if _EN_SUBORDINATE.match(piece) or _is_aside(piece):
            continue
        return _leading_agent(view, first, last)
    return None


def inverted_subject_en(view: str, start: int) -> Range | None:
    """The party behind an inverted modal: "in no event shall Landlord be liable"."""
    match = _MODAL_EN.match(view, start)
    found = _agents("en").match(view, match.end()) if match else None
    return found.span("name") if found else None


def has_own_subject(view: str, start: int, cue: int) -> bool:
    """Whether the clause names any subject at all; without one it shares the subject of the clause before."""
    words = view[_last_clause(view, start, cue) : cue].strip(" ,")
    return not re.fullmatch(r"(?i)(?:and|or|but|nor|then|also|either|both|\w+ly|,|\s|\([^)]*\))*", words)


def agent_after_en(view: str, start: int, end: int) -> Range | None:
    """The party behind "by": "shall be borne by the Employer"."""
    for match in re.finditer(r"\bby\s+(?:(?:the|each|either|such|any|an?)\s+)?", view[start:end]):
        found = _agents("en").match(view, start + match.end(), end)
        if found:
            return found.span("name")
    return None


def counterparty_en(view: str, start: int, end: int, bearer: str | None) -> Range | None:
    """The party an act is directed at: "deliver to the Agent", "pay the Contractor", "indemnify the Bank"."""
    for match in _DIRECTED_EN.finditer(view, start, end):
        found = _agents("en").match(view, match.end(), end)
        possessive = found is not None and re.match(r"\s?['’]s?\b", view[found.end() : found.end() + 3])
        if found and found.group("name") != bearer and not possessive:
            return found.span("name")
    return None


def _last_clause(view: str, start: int, cue: int) -> int:
    ends = [match.end() for match in _CLAUSE_END_EN.finditer(view, start, cue)]
    begin = ends[-1] if ends else start
    that = [match.end() for match in re.finditer(r"\bthat\s+", view[begin:cue])]
    return begin + that[-1] if that else begin


def _pieces(view: str, begin: int, cue: int) -> list[Range]:
    """The stretches between commas, parentheses left whole."""
    pieces, depth, first = [], 0, begin
    for at in range(begin, cue):
        depth += (view[at] == "(") - (view[at] == ")")
        if view[at] == "," and depth <= 0:
            pieces.append((first, at))
            first = at + 1
    return [*pieces, (first, cue)]


def _is_aside(piece: str) -> bool:
    return not re.search(r"[A-Z]|\b(?:party|parties)\b", piece) or bool(
        re.match(r"\s*(?:which|who|whose|\w+ing\b|or\s+\w+$|[Ii]nc\b|Ltd|LLC|L\.?P)", piece)
    )


def _nearest_agent(view: str, first: int, last: int) -> Range | None:
    """The party that stands right before the modal, when no preposition governs it."""
    for match in reversed(list(_agents("en").finditer(view, first, last))):
        tail = view[match.end() : last]
        if not re.fullmatch(r"\s*(?:\([^)]*\)\s*|each\s*|hereby\s*|\w+ly\s*|both\s*|also\s*)*", tail):
            return None
        before = view[max(first, match.start() - 14) : match.start()]
        if _EN_PREPOSITION.search(re.sub(r"(?:the|each|any|such|an?|either)\s+$", "", before)):
            return None
        return match.span("name")
    return None


def _leading_agent(view: str, first: int, last: int) -> Range | None:
    position = first
    while opening := _EN_OPENING.match(view, position, last):
        position = opening.end()
    found = _DETERMINER_EN.match(view, position, last)
    start = found.end() if found else position
    agent = _agents("en").match(view, start, last)
    if (
        agent is None
        or re.match(r"\s?['’]s?\s", view[agent.end() : agent.end() + 4])
        or _things().match(view, start, last)
    ):
        return None
    return agent.span("name")


def bearer_of(view: str, language: Language, part: Part, carries: bool) -> tuple[Range | None, bool]:
    """Where the bearer stands, and whether it is that of the unit before (`carries`: there is one)."""
    if part.finding.rule.bearer == "none":
        return None, False
    if part.finding.bearer is not None:
        return part.finding.bearer, False
    return _bearer_zh(view, part, carries) if language == "zh" else _bearer_en(view, part, carries)


def counterparty_of(view: str, language: Language, within: Range, bearer: str | None) -> Range | None:
    """Towards whom the act is, in the words behind the cue."""
    return (counterparty_zh if language == "zh" else counterparty_en)(view, *within, bearer)


def _bearer_zh(view: str, part: Part, carries: bool) -> tuple[Range | None, bool]:
    start, end = part.finding.start, part.finding.end
    by = agent_after_zh(view, start, min(part.span[1], end + 5))
    own = by or subject_zh(view, part.clause, start)
    if own is not None:
        return own, False
    if not _ELIDED_ZH.match(view[part.clause : start]):
        return None, False
    position = part.clause
    while position > 0:
        before = max(view.rfind(mark, 0, position - 1) for mark in "，；：。")
        found = carried_subject_zh(view, before + 1, position - 1)
        if found is not None:
            return found, False
        position = before + 1
    return None, carries


def _bearer_en(view: str, part: Part, carries: bool) -> tuple[Range | None, bool]:
    start, end = part.finding.start, part.finding.end
    own = subject_en(view, part.clause, start)
    if own is None and _NEGATIVE_FRONT.search(view[:start]):
        own = inverted_subject_en(view, start)
    if own is None:
        own = agent_after_en(view, end, part.span[1])
    if own is not None or has_own_subject(view, max(part.clause, part.span[0]), start):
        return own, False
    return None, carries
