"""Which flow a clause speaks of, and between whom."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from etl.amounts import SPENT
from etl.behind import right_roles
from etl.clauses import Clause, has, kinds_of
from etl.flags import Flags
from etl.frame import BLOCS, FDI, NOTHING, WORLD, Frame, Val
from etl.language import Area
from etl.lists import in_brackets
from etl.parties import parties
from etl.reader.dates import over_time
from etl.reader.measure.everybody import (
    all_told,
    at_the_border,
    countrys_own,
    one_partner,
    owners,
    same_as_before,
    sold_goods,
    turn_to_all,
    whole_country,
    whole_of_pair,
)
from etl.reader.measure.gates import goods_at_customs, handled
from etl.reader.measure.investing import (
    after_hosts,
    beyond_provinces,
    goes_abroad,
    host_told,
    hosted_at_home,
    hosts_over,
    invested_between,
    invests_there,
    own_firms,
)
from etl.reader.measure.named import (
    fronted_partner,
    given_a_balance,
    listed_markets,
    named_behind,
    past_asides,
    turned_round,
)
from etl.reader.measure.pairs import (
    both_sides,
    crossing,
    only_sides,
    ranked_pair,
    remember,
    theirs,
    value_of_pair,
)
from etl.reader.measure.trading import (
    bought_from_all,
    buyer_speaks,
    buys_from,
    buys_next,
    is_market,
    is_noun,
    lists_buyers,
    own_goods,
    parted,
    sells_there,
    ships_as_supplier,
    sold_there,
    supplied_by_rank,
    supplies_to,
    taken_by_the_market,
)
from etl.reader.measure.unnamed import (
    both_ways,
    customs_cleared,
    from_another,
    invested_by,
    invests,
    markets_again,
    partners_of,
    placed,
    ranks_next,
    sent_goods,
)
from etl.reader.measure.whose import compilers_own, other_seller, quoted_office, share_sides
from etl.reader.measure.words import (
    both_weighed,
    brings_in,
    invests_not,
    is_trade,
    received_for,
    share_word,
    spent_on,
    taken_by_sector,
    took_in,
)
from etl.reading import ACROSS, FLOWS, GOODS, MONEY, TOLD_FLOWS, TRADE
from etl.roles import Role, roles_of
from etl.sides import traded_between
from etl.tokens import FLAGGED, PLACES, Token
from etl.wordorder import balanced_with, consumed, headed, in_whole, share_owner

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence


# What words are of which some may say what a clause measures, or whose figure it is.
_SAYS = PLACES | {"measure", "link", "share", "noun", "unit"}


def measure(s: _Sentence, tokens: list[Token], cur: Frame, c: Clause, goods: Val | None) -> None:
    """Which flow the clause speaks of, and between whom."""
    kinds = c.left_kinds if tokens is c.near else kinds_of(tokens)
    if kinds.isdisjoint(_SAYS) and cur.flow.value not in FDI and not invested_by(s, c, cur):
        same_as_before(s, cur, goods, False)
        return
    told_flow = cur.flow.value
    measures = {t.get("measure") for t in tokens} if "measure" in kinds else set()
    if "noun" in kinds:
        if has(tokens, "noun", "owners"):
            owners(s, cur)
        elif "adjective" in kinds and cur.flow.value in TRADE and not c.ratio:
            crossing(s, tokens, measures, cur)
    found = supplied = None
    named_market = False  # whether what was found only names a market: "China, the main market, took …"
    tonnage = False
    flags = Flags()
    # what stands behind "accounts for" is the whole, not whose share it is
    whole = share_word(tokens, s.lang.spaced) if c.ratio else len(tokens)
    for k, t in enumerate(tokens):
        if not t.says & FLAGGED:
            continue
        counted = (
            t.get("link") == "total"
            and t is tokens[-1]
            and s.readings
            and (cur.reporter.stated or cur.family == "fdi" and cur.varied == "partner")
        )
        if k <= whole and not counted:  # "…, with a total of 325 projects" says nothing of all countries
            flags.add(t)
        code = t.get("measure")
        if code is None or "tense" in t and invests_not(t, tokens[:k], found, cur):
            continue
        if code == "supply":
            supplied = (t.start, t.end)
            continue
        if t.get("turnover") and cur.family == "fdi" and found is None and not s.readings:
            code = "trade_total"  # "… 241 projects worth 5.5 bn. With Cambodia, turnover came to 3.9 bn"
        if code == "total_value":
            both_told = {"exports", "imports"} <= {x.indicator for x in s.readings}
            if cur.flow.value in ("exports", "imports") and cur.flow.how != "unknown" and not both_told:
                cur.basis = "value"
                continue
            code = "trade_total"
        if code == "attract" and c.quantity is not None and c.quantity.unit in GOODS and is_trade(cur):
            code = "buy"  # "the Philippines took in 2 m tonnes": of the goods that are told of
        if code == "buy" and cur.family == "fdi" and took_in(s, c, tokens[:k], cur):
            code = "attract"
        if code == "earn" and cur.family == "fdi" and goods is None and s.lang.attributive == "after":
            code = "attract"  # "by province, Bac Ninh took in 3.2 bn": of the capital that is told of
        if code == "attract" and received_for(s, c, tokens, found):
            # "shipped 194 bn worth of goods and received 188 bn worth"
            code = "buy" if c.right[:1] and c.right[0].get("measure") == "value" else "earn"
        if code == "earn" and brings_in(tokens[:k], cur, goods):
            continue
        abroad = cur.family == "fdi" and cur.reporter.value == s.lang.home and s.lang.spaced
        if code == "buy" and abroad and c.ratio:
            code = "attract"  # "Laos took the biggest part with 24%": of the home country's investments
        if code == "buy" and cur.family == "fdi" and taken_by_sector(tokens[:k]):
            code = "attract"  # "real estate took 5.3 bn": of the capital that is told of
        if code == "buy" and (built := spent_on(c, s.lang)) is not None:
            code = built
        if code in ("exports_volume", "imports_volume"):
            code = str(code).split("_")[0]
            tonnage = True
        if code == "volume":
            cur.basis = "volume"
        elif code == "value" and found is None and both_weighed(s, cur):
            found = ("trade_total", (t.start, t.end))
        elif code == "value":
            cur.basis = "value"
        elif (
            found is None
            or code not in ("sell", "buy", "earn")
            or found[0] in ("sell", "buy", "earn", "fdi")
            or named_market
            and code == "buy"
        ):
            if code == "other" and found is not None and found[0] != "other" and t.get("commodity"):
                continue
            if found is not None and found[0] == "other" and tokens[k - 1].get("role") in ("from", "of"):
                continue  # "budget revenue from trade"
            if code == "trade_total" and found is not None and found[0] in ("surplus", "deficit"):
                if tokens[k - 1].get("role") in ("at", "within"):
                    continue  # "the shortfall in trade with China"
            if code in ("sell", "buy") and c.quantity is not None and c.quantity.unit == "persons":
                continue  # "sent 357,907 people"
            led = code == "imports" and cur.family == "fdi"  # by a word that says where to or whence as well
            if s.lang.spaced and s.lang.attributive == "before":
                led = code in ACROSS and (cur.family == "fdi" or found is not None)
            if led and t.get("role"):
                continue  # "of the capital, 5 bn came in from Singapore"
            if (
                code == "fdi"
                and found is not None
                and found[0] in ("fdi_registered", "fdi_realised", "attract")
            ):
                continue
            found = (code, (t.start, t.end))
            named_market = code == "exports" and s.lang.spaced and bool(t.get("rank_noun"))
            named_market = named_market and not any(u.get("change") == "reach" for u in tokens[:k])
    if found is None and (told := both_ways(s, tokens, c)) is not None:
        found = ("trade_total", told)
    if found is None and cur.flow.value is None and (cleared := customs_cleared(s.lang, c)) is not None:
        found = ("trade_total", cleared)
    joint = s.lang.attributive == "after" or not s.lang.spaced
    if found is None and joint and cur.family == "fdi" and c.quantity is not None and not s.readings:
        if c.quantity.unit in MONEY and (t := next(iter(tokens), None)) is not None:
            if t.get("anaphor") == "both":
                found = ("trade_total", (t.start, t.end))  # "The two sides aim at 150 bn by 2030"
    if found is None and c.ratio and not s.lang.spaced and markets_again(s, tokens, cur):
        cur.flow, cur.partner = Val("exports", cur.flow.span, "inherited"), NOTHING
    if (
        found is not None
        and found[0] == "attract"
        and c.quantity is not None
        and c.quantity.unit == "persons"
    ):
        found = ("arrivals", found[1])  # "received 1.4 million visitors"
    if (
        found is None
        and cur.flow.value is None
        and (noun := next((t for t in tokens if str(t.get("unit")).rstrip("!") == "projects"), None))
    ):
        if any(t.get("area") for t in tokens) or placed(c):
            found = ("fdi", (noun.start, noun.end))  # "the projects of China"
    if found is None and (cur.flow.value is None and invests(s, c) or invested_by(s, c, cur)):
        q = c.quantity
        found = ("fdi", (q.start, q.end))  # "Hong Kong had 34 new projects and 21 that added capital"
    begin = 0
    if s.parted and "punct" in kinds or "link" in kinds and not s.lang.spaced:
        parts = (
            k
            for k, t in enumerate(tokens[:whole])
            if t.get("punct") == ";" or t.get("link") == "of_which" and not s.lang.spaced
        )
        begin = max(parts, default=-1) + 1
        own = tokens[begin:whole] if begin else []
        if not (any(t.get("measure") for t in own) and any(t.get("area") for t in own)):
            begin = 0
    part = s.lang.attributive == "after" and tokens[whole + 3 : whole + 4]
    part = bool(part) and in_whole(part[0])
    owner = share_owner(tokens[whole:]) if c.ratio and (found is None or part) else None
    if owner is not None and found is not None:
        owner = replace(owner, name="with")  # "the share of China in the exports of seafood rose"
    roles = (
        [owner]
        if owner is not None
        else []
        if PLACES.isdisjoint(kinds)
        else roles_of(
            tokens[begin:whole],
            s.text,
            s.lang,
            s.r.seen,
            own=c.quantity is not None and c.quantity.unit != "rank" and tokens is not c.right,
        )
    )
    if "rival" in kinds and (first := next((t for t in s.tokens if t.get("area")), None)) is not None:
        if cur.flow.value in ("exports", "imports") and first.get("area").code == cur.reporter.value:
            cur.varied = "reporter"  # "Viet Nam sold 5 bn, overtaking Thailand, which came second with 4 bn"
    if s.lang.spaced and s.lang.attributive == "before" and len(roles) > 1:
        roles = past_asides(tokens[begin:whole], roles)
    if found is None:
        roles = in_brackets(s, tokens, roles, str(cur.flow.value))
        if s.lang.attributive == "after" and (sent := sent_goods(tokens, roles, cur)) is not None:
            found = ("exports", sent)
            here = next((r for r in roles if r.span == sent and r.area.code == s.lang.home), None)
            if here is not None and any(t.start == sent[0] and t.get("directed") for t in tokens):
                # "Chinese goods came home for 144 bn": what the home country bought
                found = ("imports", sent)
                roles = [
                    replace(r, name="subject" if r is here else "from" if r.name == "origin" else r.name)
                    for r in roles
                ]
        elif from_another(s, tokens, roles, cur):
            found = ("imports", roles[0].span)
            cur.reporter = Val(s.lang.home, None, "default", "language_home")
    if supplied is not None and found is None and supplies_to(s, c, cur, roles):
        found, s.supplier = ("imports", supplied), roles[0]
        roles = [replace(roles[0], name="from")]
    elif supplied is not None and found is None and cur.flow.value == "imports" and not c.ratio:
        s.supplier = roles[0] if [r.name for r in roles] == ["subject"] else None
    elif found is None and s.supplier is not None and [r.name for r in roles] == ["subject"]:
        if cur.partner.value == s.supplier.area.code and cur.flow.value == "imports":
            roles = [replace(roles[0], name="from")]  # "Viet Nam supplied 2 m tonnes, Thailand 1 m"
            s.supplier = roles[0]
    elif found is not None and found[0] == "buy" and not roles and s.supplier is not None:
        found, roles = ("exports", found[1]), [replace(s.supplier, name="to")]
    elif found is not None and found[0] == "buy" and buys_from(s, c, cur, roles):
        found, roles = ("exports", found[1]), [replace(roles[0], name="to")]
    if found is None and cur.flow.value is None and "rank_noun" in kinds:
        if (listed_ := partners_of(s, c, tokens, roles)) is not None:
            found, roles = listed_
    if found is None and (ranked_ := ranks_next(s, c, cur, roles)) is not None:
        noun = str(ranked_.get("rank_noun"))
        found = (noun, (ranked_.start, ranked_.end))
        roles = [replace(roles[0], name={"exports": "to", "imports": "from"}.get(noun, "with"))]
    if found is not None and FLOWS.get(found[0]) == "trade_balance" and s.lang.spaced:
        roles = given_a_balance(s, tokens, roles, found[1])
    if found is None and flags.goods and cur.flow.how == "inherited":
        handled_ = next((r for r in roles if r.name == "subject" and r.area.counterpart), None)
        told = cur.flow.value in ("exports", "imports") and s.lang.attributive == "before"
        if handled_ is not None and told and not c.ratio:
            cur.flow = Val("trade_total", handled_.span, "read", "goods_through_gate")
    same_flow, balanced = True, False
    if c.ratio and flags.share and s.lang.attributive == "after":
        told_ = [found[0]] if found is not None else [t.get("measure") for t in c.right[:3]]
        if any(FLOWS.get(x, x) in TRADE for x in told_ if x):
            roles = [r for r in roles if r.name != "investor"]  # "Korean firms make 30% of the exports"
    both_invest = found is not None and FLOWS.get(found[0], found[0]) in FDI and s.lang.spaced
    if both_invest and not roles and (pair_ := both_sides(s, cur) if flags.both else None):
        at = flags.both
        roles = [Role(Area(pair_[0], "country"), "from", at), Role(Area(pair_[1], "country"), "to", at)]
    if found is not None and FLOWS.get(found[0], found[0]) in TOLD_FLOWS:
        roles = fronted_partner(s, roles)
    roles = turned_round(tokens, roles, cur) if "reverse" in s.links and s.lang.spaced else roles
    sides = share_sides(s, tokens, whole, roles) if c.ratio and found is not None else None
    bare = "share" if flags.share else "none"
    border = False
    both = both_sides(s, cur) if flags.both else None
    if found is not None:
        code, span = found
        if code == "imports" and sold_there(tokens, span, cur):
            code = "exports"
        flow = FLOWS.get(code, code)
        if s.lang.spaced and s.lang.attributive == "before":
            roles = traded_between(tokens, roles, flow, span)
        if "noun" in kinds or "rank_noun" in kinds:
            roles = listed_markets(tokens, flow, span, roles, s.lang)
        if not s.lang.spaced:
            roles = named_behind(s, tokens, flow, span, roles, cur)
        if flow == "trade_balance" and s.lang.attributive == "after":
            listed = cur.reporter.value is not None and ":" in [
                t.get("punct") for t in tokens if t.start >= span[1]
            ]
            roles = balanced_with(roles, span, listed)
        if cur.reporter.value in (None, s.lang.home):
            roles = headed(roles, tokens, flow, span, s.lang.home)
        border = (
            "border_trade" in measures
            or "noun" in kinds
            and has(tokens, "noun", "gate")
            or "noun" in c.right_kinds
            and has(c.right, "noun", "gate")
        )
        if (
            (code == "fdi" or code == "attract" and s.lang.spaced and not hosted_at_home(cur, s.lang.home))
            and cur.flow.value == "fdi_realised"
            and not (roles and (s.r.pledged or s.lang.spaced and hosted_at_home(cur, s.lang.home)))
        ):
            flow = "fdi_realised"  # after what was used, whose investments those are, unless pledges were told of
        # "Imports came to only 14 bn": what opens a sentence without a subject is no verb
        opens = s.lang.attributive == "after" and s.tokens[0].start == span[0]
        # "exports came to 7 bn, of which China imported 4 bn": that much of them
        of_it = s.lang.attributive == "after" and bool(s.readings) and cur.partner.value == WORLD
        of_it = of_it and any(t.get("link") in ("of_which", "only") or t.get("punct") for t in tokens)
        listed = code == "imports" and cur.flow.value == "exports"
        listed = listed and buys_next(cur, roles, s.lang.home, lists_buyers(s))
        if (
            code == "imports"
            and cur.flow.value == "exports"
            and not any(r.name == "from" for r in roles)
            and not ("reverse" in s.links and any(t.get("link") == "reverse" for t in tokens))
            and (
                ((cur.flow.how == "inherited" or of_it) and not (is_noun(tokens, span) or opens))
                or listed
                or not roles
                and not (is_noun(tokens, span) or opens)
                and taken_by_the_market(s, cur, code)
            )
            and c.quantity is not None
        ):
            told = [t for part in c.left if isinstance(part, list) for t in part] + c.right
            its_own = own_goods(s, cur, roles)  # "the main importers of Vietnam's telephones"
            named = (
                any(r.name in ("owner", "of") for r in roles)
                and not its_own
                and not (listed and lists_buyers(s))
                or any(t.get("link") == "total" for t in told)
            )
            named = named or any(r.name in ("origin", "from", "of") for r in right_roles(s, c))
            goods_ = any(t.get("commodity") for t in told) and not (
                not roles and taken_by_the_market(s, cur, code)
            )
            if its_own:
                goods_, roles = False, [r for r in roles if r.name != "of"]
            if not named and not goods_:
                if listed and lists_buyers(s):
                    roles = [Role(r.area, "subject", r.span) if r.name == "owner" else r for r in roles]
                code = "buy"  # "China imported 411,605 tonnes": of the exports that are being told of
        if supplied_by_rank(s, code, roles, cur):
            roles = [Role(Area(str(cur.partner.value), "country"), "subject", cur.partner.span)]
            at = cur.reporter.span or cur.partner.span
            roles.append(Role(Area(str(cur.reporter.value), "country"), "to", at))
        declared = code == "border_trade" and not roles and cur.reporter.value is None
        if declared and s.r.seen.gate is not None and s.lang.attributive == "after":
            # "Work went on at the gate of Kim Thanh. 158 lorries were cleared, worth 4.2 m"
            roles = [Role(s.r.seen.gate, "via", span)]
        if code == "sell":
            roles = consumed(roles, s.lang.home)
        if code == "earn" and not roles and cur.flow.value == "imports":
            if cur.partner.value == s.lang.home != cur.reporter.value and s.lang.spaced:
                # "Indonesia bought 1 m tonnes of Viet Nam's rice. In all, 7 m tonnes brought in 4 bn"
                cur.reporter = Val(s.lang.home, None, "default", "language_home")
                cur.partner, cur.bilateral = Val(WORLD, None, "default", "no_partner"), False
        if code == "buy" and found[0] == "buy" and cur.flow.value == "exports" and own_goods(s, cur, roles):
            roles = [r for r in roles if r.name != "of"]  # "Viet Nam's largest buyer of rice": it is to it
        if code == "buy" and s.lang.attributive == "before" and cur.flow.value == "exports":
            roles = [
                replace(r, name="subject") if r.name == "from" and parted(tokens, r.span[1], span[0]) else r
                for r in roles
            ]  # "came from China, whose purchases rose"
        if code == "buy":
            takers = ("subject", "investor", "owner") if s.lang.spaced else ("subject", "investor")
            subject = next((r for r in roles if r.name in takers), None)
            source = any(r.name in ("from", "origin", "of") for r in roles)
            ranked = s.r.main.flow.value is None and s.readings and cur.reporter.span is not None
            ranked = ranked and all(x.transform == "rank" for x in s.readings)
            if ranked and subject and not source and cur.partner.value == subject.area.code:
                # "China, Vietnam's top rice importer, bought 1.2 m tonnes": what it bought is told, no exports
                seller = Area(str(cur.reporter.value), "country")
                roles = [*roles, Role(seller, "from", cur.reporter.span)]
            elif (
                cur.flow.value == "exports"
                and subject
                and not source
                and subject.area.code != cur.reporter.value
            ):
                flow, bare = "exports", "buy"
            elif (
                found[0] == "buy"
                and cur.flow.value == "exports"
                and not roles
                and (is_market(cur) or has(tokens, "noun", "market"))
                and s.readings
                and (s.readings[-1].transform in ("rank", "share") or has(tokens, "noun", "market"))
            ):
                if has(c.right[:2], "measure", "imports"):
                    # "Germany is the top buyer, spending 350 m on imports": those of the buyer
                    cur.reporter, cur.partner = cur.partner, cur.reporter
                else:
                    flow, bare = "exports", "buy"  # "China is the largest market, but it only took …"
            elif not roles and not source and cur.flow.value == "exports" and buyer_speaks(s, cur):
                flow, bare = "exports", "buy"  # "India doubled its purchases to 43,000 tonnes"
            elif (
                not roles
                and not source
                and cur.flow.value == "exports"
                and taken_by_the_market(s, cur, found[0])
            ):
                flow, bare = (
                    "exports",
                    "buy",
                )  # "China is the biggest buyer. In 2023 it imported 5 m tonnes"
            elif subject and source:
                roles = [Role(r.area, "from", r.span) if r.name == "of" else r for r in roles]
        if (
            code == "imports"
            and not roles
            and not any(r.name in ("origin", "from", "of") for r in right_roles(s, c))
            and cur.flow.value == "exports"
            and s.readings
            and s.readings[-1].transform == "rank"
            and s.readings[-1].indicator == "exports"
        ):
            flow, code = "exports", "buy"  # "the second largest market is the US, which imports …"
        if (
            (code == "sell" or code == "exports" and ships_as_supplier(s, tokens, span, roles))
            and cur.flow.value == "imports"
            and (cur.reporter.value == s.lang.home or bought_from_all(s, cur))
            and [r.name for r in roles] in (["subject"], ["investor"])
            and roles[0].area.country not in (s.lang.home, cur.reporter.value)
        ):
            flow, roles = "imports", [Role(roles[0].area, "from", roles[0].span)]  # a supplier
        elif (
            (code == "sell" or code == "exports" and sells_there(s, cur, flags))
            and cur.flow.value == "imports"
            and cur.reporter.stated
            and cur.reporter.span
            and len(roles) == 1
            and roles[0].name in ("subject", "owner")
            and (code == "exports" or roles[0].name == "subject")
            and roles[0].area.code != cur.reporter.value
        ):
            # "China imports …; Vietnam sold 4 bn": to the country that buys
            buyer = Area(str(cur.reporter.value), "country")
            roles = [*roles, Role(buyer, "to", cur.reporter.span)]
        if code == "attract":
            bare = "attract"
            listed = cur.family == "fdi" and cur.varied == "reporter" and not roles
            if listed and len(s.r.investors - {WORLD}) > 1:
                cur.reporter = Val(WORLD, None, "default", "no_investor")  # "…; manufacturing drew 16 bn"
        if flow != cur.flow.value or cur.flow.how == "inherited":
            if flow in FDI and cur.family != "fdi":
                if not s.lang.spaced and not s.readings and (told := invests_there(s, c, roles)):
                    roles = told
                elif cur.flow.value is None and cur.reporter.how == "read" and cur.reporter.span:
                    code_ = str(cur.reporter.value)
                    roles = [
                        Role(
                            Area(code_, "country" if "-" not in code_ else "province"),
                            "subject",
                            cur.reporter.span,
                        ),
                        *roles,
                    ]
                elif s.lang.spaced and not s.readings and roles and all(r.name == "to" for r in roles):
                    # "Chinese firms signed contracts and put 6 bn into the country": who is named before
                    ahead = roles_of(s.tokens[: c.index], s.text, s.lang, s.r.seen)
                    ahead = [r for r in ahead if r.name in ("subject", "investor") and r.span < roles[0].span]
                    roles = [*ahead[-1:], *roles]
                elif cur.flow.value is None and s.topic is not None and not roles:
                    roles = [s.topic]
                elif (
                    s.lang.spaced
                    and not roles
                    and not s.readings
                    and (named_ := roles_of(s.tokens[: c.index], s.text, s.lang, s.r.seen))
                ):
                    roles = named_  # "30 Sichuan companies, New Hope among them, have invested 620 m"
                elif not roles and (own := own_firms(s, tokens, cur)):
                    roles = own
                elif not roles and cur.reporter.stated and cur.reporter.span:
                    code_ = str(cur.reporter.value)
                    if code_.startswith(s.lang.home + "-"):  # the province that is told of is the host
                        roles = [Role(Area(code_, "province"), "at", cur.reporter.span)]
                elif not roles and not s.readings:
                    # "Guangxi has 181 firms in Vietnam; they pledged 1.3 bn": named before in the sentence
                    roles = roles_of(s.tokens[: c.index], s.text, s.lang, s.r.seen)
                cur.reporter = cur.partner = NOTHING
                cur.bilateral, cur.varied = False, None
            stands = c.quantity is not None and c.quantity.unit == "projects" and s.r.published is not None
            stands = stands and cur.period.how == "inherited" and not s.stated_period
            stands = stands and not any(t.get("tense") == "flow" for t in [*tokens, *c.right])
            if flow in FDI and cur.flow.value is not None and stands and cur.family != "fdi":
                cur.period = NOTHING  # after the trade of some months: the projects that there are
            if flow not in FDI and cur.family == "fdi":
                two = invested_between(s, flow, roles)
                cur.reporter, cur.partner = two or (host_told(s, cur, flow), NOTHING)
                cur.bilateral, cur.varied = False, None
            place = s.readings and not roles and "-" in str(cur.reporter.value)
            gated = not roles and cur.partner.note in ("behind_gate", "border_trade")
            place = place or gated and not s.lang.spaced and cur.reporter.stated
            if flow == "count" and cur.flow.value != "count" and not place:
                cur.reporter = cur.partner = NOTHING
                cur.bilateral, cur.varied = False, None
            if (
                goods is None
                and cur.flow.how == "inherited"
                and code not in ("buy", "sell", "other")
                and flow != cur.flow.value
            ):
                cur.commodity = NOTHING
        same_flow = flow == cur.flow.value
        if flow in ("exports", "imports") and cur.flow.value == "trade_balance" and not same_flow:
            single = cur.flow.how == "inherited" and cur.partner.stated and cur.partner.value != WORLD
            acts = [r.name for r in roles] == ["subject"] and s.lang.attributive == "before"
            acts = acts and all(t.get("hedge") for t in tokens if t.start > span[0])
            if single and acts and s.lang.spaced and not s.readings and not cur.bilateral:
                cur.bilateral = balanced = True  # "The deficit with China …. Viet Nam imported 34 bn": thence
        fresh_goods = cur.new_goods and not roles and not s.readings and not cur.bilateral
        # goods of a total that was told with its partner are part of it
        later = s.stated_period and not one_partner(s, cur)
        fresh_goods = fresh_goods and (s.r.main.commodity.value is not None or later)
        if (
            fresh_goods
            and flow in ("exports", "imports")
            and cur.varied == "partner"
            and not at_the_border(s, cur)
        ):
            cur.partner = Val(WORLD, None, "default", "no_partner")
        if not roles and not both and cur.flow.how == "inherited" and not same_flow:
            sold_goods(s, flow, tokens, cur, flags)
            turn_to_all(s, flow, cur)
            if whole_country(s, tokens) and flow in TOLD_FLOWS:
                cur.partner, cur.bilateral = Val(WORLD, None, "default", "no_partner"), False
        if flow == "trade_total" and not roles and not same_flow and whole_of_pair(s, tokens, cur):
            cur.bilateral = True
        if not roles and (countrys_own(s, tokens, span, flow) or flags.total and all_told(s, cur, flow)):
            cur.partner, cur.bilateral = Val(WORLD, None, "default", "no_partner"), False
        cur.flow = Val(flow, span, "read")
        cur.deficit = code == "deficit"
        if not same_flow or code not in ("buy", "sell"):
            cur.basis = (
                "count" if flow == "count" else "value" if not (tonnage or "volume" in measures) else "volume"
            )
        s.stated_flow = True
        if flow == "fdi_registered" and not s.r.pledged:
            spent = s.lang.spaced and "compiler" in s.kinds
            s.r.pledged = not (spent and has(s.tokens, "compiler", SPENT))
    flags_bare = (
        bare
        if bare != "none"
        else ("growth" if flags.change and c.ratio else "level" if c.quantity is not None else "none")
    )
    shared = s.last_ratio is not None and s.last_ratio.transform == "share" and c.ratio
    if shared and found is None and not flags.change and s.lang.spaced and flags_bare == "level":
        flags_bare = "share"  # "Malaysia's share of that was 12%, Viet Nam's 27%"
    named = flags.both if both else None
    if named is None and cur.bilateral and cur.reporter.how == cur.partner.how == "read":
        named = cur.partner.span  # "the freight trains between A and B …, goods worth 2 bn"
    paired = [r for r in roles if r.name == "pair"]
    if named is None and len({r.area.code for r in paired}) == 2:
        named = (paired[0].span[0], paired[-1].span[1])  # "the value between A and B"
    aims = cur.flow.how == "inherited" and cur.flow.value in ("exports", "imports", "trade_balance")
    if flags.both and found is None and cur.family == "fdi" and s.r.trade is not None and c.left:
        if s.lang.attributive == "after" and has(tokens, "status", "target") and not c.ratio:
            # "… 229 projects worth 3 bn. Both sides aim for 20 bn": of the trade told of before
            cur.flow, cur.reporter, cur.partner = (v.inherited() for v in s.r.trade)
            cur.bilateral, s.stated_flow = True, True
            both = (str(cur.reporter.value), str(cur.partner.value))
    swapped = s.lang.spaced and cur.flow.value == "trade_balance" and has(c.right, "noun", "goods")
    swapped = swapped and c.quantity is not None and not c.ratio
    if aims and found is None and both is not None and (swapped or has(tokens, "status", "target")):
        cur.flow = Val("trade_total", flags.both, "read", "both_countries_trade")  # "both sides aim for …"
    paired_value = named and found is None and value_of_pair(tokens) and not cur.commodity.value
    if (cur.flow.value is None or paired_value) and named and c.quantity is not None:
        if "value" in measures or "volume" in measures:
            cur.flow = Val("trade_total", named, "read", "both_countries_trade")
            s.stated_flow = True
    flow = cur.flow.value
    if flow is None and goods is not None and c.quantity is not None:
        abroad = [r for r in roles if r.name == "to" and r.area.type == "country"]
        if (
            (len(abroad) == 1 or abroad and all(r.joined for r in abroad[1:]))
            and abroad[0].area.code != s.lang.home
            and goods.span[0] < abroad[0].span[0]
        ):
            cur.flow = Val("exports", abroad[0].span, "read")  # "lobster to China up 29 times"
            flow, s.stated_flow = "exports", True
        brought = [r for r in roles if r.name == "to" and r.area.code == s.lang.home]
        if brought and not abroad[1:] and goods.span[0] < brought[0].span[0]:
            at = brought[0].span
            if any((t.start, t.end) == at and t.get("directed") for t in tokens):
                cur.flow, flow, s.stated_flow = Val("imports", at, "read"), "imports", True
                roles = [replace(r, name="subject") if r in brought else r for r in roles]
    apart = "of_which" in s.links and has(tokens, "link", "of_which")
    nobody = cur.reporter.value is None or cur.flow.how == "inherited" and cur.reporter.how == "default"
    if flow is None:
        gate = any(r.area.counterpart for r in roles) or roles and has(tokens, "noun", "gate")
        gate = gate or goods_at_customs(tokens, roles, c, s.lang)
        # "the value of goods through the territory of Cao Bang", on the border
        passed = (r for r in roles if r.name == "via" and r.area.code in s.lang.neighbours)
        gate = gate or s.lang.attributive == "after" and any(passed)
        harbour = handled(tokens, roles, c)
        border = border or bool(gate)
        if (
            harbour
            or gate
            and (
                flags.goods
                or has(c.right, "noun", "goods")
                or cur.basis == "volume"
                or (c.quantity is not None and c.quantity.unit in GOODS)
            )
        ):
            cur.flow = Val("trade_total", roles[0].span, "read", "goods_through_gate")
            flow = "trade_total"
            s.stated_flow = True
        elif roles or flags.nation:
            remember(s, roles, cur)
            return
        else:
            return
    if (
        flow == "fdi_realised"
        and found is None
        and s.r.pledged
        and cur.flow.how == "inherited"
        and any(r.name in ("subject", "investor") for r in roles)
    ):
        cur.flow = Val(
            "fdi_registered", cur.flow.span, "inherited"
        )  # who invested how much is told of pledges
        flow = "fdi_registered"
    if flow in FDI and c.quantity is not None and not (c.ratio and flags.share):
        # the host often stands behind the number: "5 projects in Chongqing"
        roles = roles + [
            r
            for r in roles_of([*c.right, *c.far], s.text, s.lang, s.r.seen)
            if r.name in ("at", "to")
            and (c.quantity.unit != "rank" or r.area.type not in BLOCS)
            and not (c.ratio and r.area.type == "world" and s.lang.spaced)
        ]
    if flow in FDI and not roles:
        hosts_over(s, cur)
    if (
        found is None
        and not roles
        and not flags.nation
        and not both
        and not (flags.total and flow in (*FDI, "count"))
    ):
        same_as_before(s, cur, goods, flags.total and not over_time(tokens))
        return
    alone = [r.name for r in roles] == ["subject"] and roles[0].area.type == "country"
    if alone and flow == "trade_total" and not s.lang.spaced and roles[0].area.code != s.lang.home:
        quoted = quoted_office(s, c)
        if quoted is not None and quoted.value == roles[0].area.code and not cur.bilateral:
            roles = [replace(roles[0], name="owner")]  # "Laos's ministry counts Lao trade of 17 bn"
    if flags.nation and not s.lang.spaced and (office := quoted_office(s, c)) is not None:
        cur.reporter = office  # "Viet Nam's ministry puts the whole country's exports at 1.4 bn"
    if sides is not None and flow in ("exports", "imports", "trade_total"):
        cur.reporter, cur.partner = (side.val for side in sides)
        cur.varied = "partner"
        return
    told_of = s.r.investors or ({cur.reporter.value} if s.r.announced and s.lang.spaced else None)
    if flow in FDI and cur.varied == "reporter" and told_of == {cur.reporter.value} - {WORLD}:
        if any("-" in r.area.code and r.area.country == s.lang.home for r in roles):
            cur.varied = None  # one investor's story: the hosts that follow are its own
    beyond_provinces(s, str(flow), roles, cur)
    first = s.r.topic
    if found is not None and first is not None and not roles and not both and flow == first.flow.value:
        whole = any((m := t.get("period")) is not None and m.kind == "year_frame" for t in tokens)
        if whole and first.partner.value == WORLD and cur.status.value in ("forecast", "estimate", "target"):
            # "for the whole year exports may pass 15 bn": that of what the text began with
            cur.reporter, cur.partner, cur.bilateral = first.reporter, first.partner, first.bilateral
            return
    if flow in FDI and not s.readings and s.lang.attributive == "after":
        after_hosts(s, cur, roles)
    # "FDI disbursed in Viet Nam reached …": after one investor's pledges, that of all
    everyone = False
    if flow == "fdi_realised" and not same_flow and not s.readings:
        home_only = roles and all(r.name in ("at", "to") and r.area.code == s.lang.home for r in roles)
        listed = not roles and len(s.r.investors - {WORLD}) > 1 and s.lang.attributive == "after"
        everyone = bool(home_only or listed)
    market = cur.partner
    seller = other_seller(s, tokens, roles, cur) if found is None else None
    told_by = cur.reporter.value if told_flow == "imports" else None
    ranks = c.quantity is not None and c.quantity.unit == "rank"
    if flags.share and found is not None and cur.bilateral and not c.ratio and theirs(s, tokens, cur):
        cur.reporter, cur.partner = cur.partner, cur.reporter
    parties(
        str(flow),
        roles,
        cur,
        s.lang,
        bare=flags_bare,
        nation=flags.nation,
        total=(flags.total and not ranked_pair(s, str(flow))) or everyone,
        both=both,
        both_at=flags.both,
        border=border,
        same=same_flow,
        explicit=found is not None
        and (
            found[0] in ("exports", "imports", "surplus", "deficit")
            or (found[0], flow, s.lang.attributive) == ("buy", "imports", "before")
            and s.lang.spaced
            and any(r.name == "subject" and r.area.country != s.lang.home for r in roles)
        )
        and not flags.share,
        apart=apart,
        only=only_sides(s) if flow == "trade_balance" or not (c.ratio or ranks) else frozenset(),
        unnamed=found is None and c.quantity is not None,
    )
    if flow == "exports" and told_by == cur.partner.value != cur.reporter.value and s.lang.spaced:
        if s.lang.attributive == "before" and not c.ratio:
            cur.varied = "reporter"  # "it imported 3 m tonnes. Viet Nam shipped 2 m, Thailand 1 m"
    if flow in FDI and not s.readings and goes_abroad(s, c, cur):
        cur.reporter, cur.partner = Val(s.lang.home, None, "default", "language_home"), Val(WORLD)
    if seller is not None:
        cur.reporter, cur.partner, cur.varied = seller.val, market, "reporter"
    cur.bilateral = cur.bilateral and not balanced
    side = s.lang.neighbours.get(str(cur.reporter.value)) if "border_trade" in measures else None
    told = [r.name for r in roles if r.name in ("with", "to", "from", "pair")]
    if side is not None and not told and s.lang.spaced and s.lang.attributive == "before":
        cur.partner = Val(side, None, "default", "border_trade")  # not with the bloc told of before it
    traded = flow in ("exports", "imports", "trade_balance") or flow == "trade_total" and s.lang.spaced
    nobody = nobody or s.lang.spaced and not roles
    if not s.lang.spaced and cur.reporter.how == "default" and roles and found is not None:
        nobody = nobody or all(r.name == "to" for r in roles)  # 越南海关称，对菲出口127万吨
    if nobody and traded and cur.reporter.how == "default":
        compilers_own(s, cur)
    if flow == "exports" and c.ratio and flags.share and has(tokens, "noun", "market"):
        whole = any(r.name == "to" for r in roles)
        whole = whole and (s.lang.spaced or any(r.name != "to" for r in roles))
        cur.varied = "seller" if whole else cur.varied
    if flow == "exports" and c.ratio and [r.name for r in roles] == ["at", "origin"]:
        cur.varied = "seller"  # "in the US, Chinese goods made 44 percent": others that sell there follow
