"""The words of Streamlit's own that no parameter reaches, in Dutch: put over them by the style sheet.

A screen reader still hears the English ones; docs/handleiding.md says which are left.
"""

from __future__ import annotations

DROPZONE = '[data-testid="stFileUploaderDropzone"]'
CHIPS = '[data-testid="stFileChips"]'
ALERT = 'section[role="dialog"]:not(:has([data-testid="stVerticalBlock"]))'
NO_PAGE = f"{ALERT}[data-no-page]"
# The same dialog says that a page is not there as that the connection is lost: told apart by what it says.
SCRIPT = """<script>
if (!window.wkbAlerts) {
  const mark = () => document.querySelectorAll('section[role="dialog"] h2').forEach(h =>
    h.closest("section").toggleAttribute("data-no-page", h.textContent.trim() === "Page not found"));
  window.wkbAlerts = new MutationObserver(mark);
  window.wkbAlerts.observe(document.body, {childList: true});
  mark();
}
</script>"""


def words(limit: int) -> dict[str, str]:
    """Where something stands -> what is to be read there instead. `limit`: MB of an upload at most."""
    not_there = f"Niet aangekomen: het bestand is groter dan {limit} MB, of de verbinding viel weg."
    return {
        f"{DROPZONE} button:not([data-testid=stBaseButton-borderlessIcon]) p": "Kies bestanden",
        '[data-testid="stFileUploaderDropzoneInstructions"] span:first-child': "Sleep werkmappen hierheen, "
        f"hoogstens {limit} MB per bestand",
        '[data-testid="stTooltipErrorContent"]': not_there,
        '[data-testid="InputInstructions"] span': "Enter past het toe",
        '[data-testid="stForm"] [data-testid="InputInstructions"] span': "Enter verstuurt het",
        '[role="listbox"][data-empty] > [role="option"] > span': "Niets gevonden",
        '[data-key="__select_all__"] > div': "Alles kiezen wat hieronder staat",
        '[data-testid="stSkipToContent"]': "Naar de inhoud",
        f'{ALERT} h2[slot="title"]': "Geen verbinding",
        f'{ALERT} h2[slot="title"] + div > div': "De monitor antwoordt niet. Wat bevestigd is, is bewaard. "
        "De pagina gaat vanzelf verder zodra de verbinding er weer is.",
        f'{NO_PAGE} h2[slot="title"]': "Deze pagina is er niet",
        f'{NO_PAGE} h2[slot="title"] + div > div': "U ziet nu Overzicht. Links staan alle pagina's.",
    }


def css(limit: int) -> str:
    """The style sheet that puts the Dutch words over Streamlit's."""
    over = "\n".join(
        f'{place} {{font-size: 0 !important;}}\n{place}::after {{content: "{said}"; font-size: .95rem;}}'
        for place, said in words(limit).items()
    )
    failed = (
        f'{CHIPS}:has([aria-invalid=true])::after {{content: "Rood is niet aangekomen: groter dan {limit} '
    )
    failed += 'MB, of de verbinding viel weg."; flex-basis: 100%; color: #9b1c1c; font-size: .88rem;}'
    title = f'{ALERT} h2[slot="title"] {{padding: 1.2rem 1.5rem 0 1.5rem !important;}}'
    return f"<style>\n{over}\n{failed}\n{title}\n</style>"
