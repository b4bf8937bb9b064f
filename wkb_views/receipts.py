"""Receipts of what was delivered: what became of it, where it shows, and taking it back.

A session keeps its own; the URL names them, so that a reload shows them again.
"""

from __future__ import annotations

import streamlit as st

from wkb_data.delivering import Receipt
from wkb_data.intake import reservations
from wkb_data.schema import registers
from wkb_data.store.deliveries import Delivery
from wkb_data.store.faults import StoreError
from wkb_views import choices
from wkb_views.contents import SHOWN_ON, TITLES, place
from wkb_views.session import View
from wkb_views.text import plain
from wkb_words.words import moment_name, month_name

KEPT, NAMED, SHOWN = "ontvangsten", "ontvangst", "ontvangsten in het adres"
UNDONE = "ongedaan gemaakt bij het aanleveren"


def own() -> list[Receipt | str]:
    """The receipts of this session, and in words why something was not stored; it stays the same list."""
    return st.session_state.setdefault(KEPT, [])


def draw(view: View) -> None:
    """What became of what was confirmed, the latest first; a receipt has links to the pages it changed."""
    told, named = own(), choices.asked(NAMED) or ""
    standing = {d.id: d for d in view.store.deliveries()} if told or named else {}
    if named and not told:
        told += _again(view, named.split(choices.SEPARATOR), standing)
    for receipt in told[::-1]:
        if isinstance(receipt, str):
            st.error(plain(receipt))
        elif receipt.id in standing:  # an older backup may have been put back
            _one(view, receipt, standing[receipt.id].withdrawn_at is not None)
    _name(told, named)


def _name(told: list[Receipt | str], named: str) -> None:
    """Names the receipts in the URL once; Back to a URL without them leaves it so."""
    found = choices.SEPARATOR.join(str(r.id) for r in told if isinstance(r, Receipt) and not r.already)
    new = found != st.session_state.get(SHOWN, "")
    st.session_state[SHOWN] = found
    choices.keep(NAMED, found if new else named)


def _again(view: View, named: list[str], standing: dict[int, Delivery]) -> list[Receipt]:
    """The receipts of deliveries of before that a URL names; of one that is not there that is said."""
    known = {f"{n}": d for n, d in standing.items()}
    if strange := [n for n in named if n not in known]:
        choices.impossible(f"Levering {', '.join(strange)} is er niet; er is dus geen ontvangst van.")
    return [_receipt(view, known[n]) for n in named if n in known]


def _receipt(view: View, d: Delivery) -> Receipt:
    left = reservations.how_many(view.store.findings(d.id))
    return Receipt(d.id, d.register, d.month, d.file, 0, None, *left)


def _one(view: View, receipt: Receipt, withdrawn: bool) -> None:
    if withdrawn:
        gone = f"{_what(receipt)} (levering {receipt.id})"
        st.info(plain(f"Ongedaan gemaakt: {gone}. Zij blijft bewaard en telt niet mee."))
        return
    st.success(plain(said(receipt)))
    chosen = {choices.MONTH: receipt.month}
    with st.container(horizontal=True, vertical_alignment="center"):
        for page in SHOWN_ON[receipt.register]:
            st.page_link(place(page), label=plain(TITLES[page]), query_params=chosen, width="content")
        if not receipt.already and st.button("Ongedaan maken", key=f"ontvangst {receipt.id}"):
            try:
                view.store.withdraw(receipt.id, UNDONE)
            except StoreError as error:
                st.error(plain(error))
            else:
                st.rerun()


def _what(receipt: Receipt) -> str:
    return f"{receipt.file}, {registers()[receipt.register].title}, {month_name(receipt.month)}"


def said(receipt: Receipt) -> str:
    """What became of a delivery, in words."""
    what = _what(receipt)
    if receipt.already:
        at = f"{moment_name(receipt.already.delivered_at)} door {receipt.already.by}"
        return f"{what}: is al geleverd op {at} (levering {receipt.id}). Er is niets nieuws opgeslagen."
    told = reservations.in_words(receipt.left_out, receipt.columns)
    left = f", met voorbehoud: {told}" if told else ""
    return f"Ontvangen en opgeslagen: {what} (levering {receipt.id}){left}."
