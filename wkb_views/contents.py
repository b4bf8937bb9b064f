"""The pages in the order of the sidebar: (file under `pages/`, title) by group. The door lists them, links name them."""

PAGES = {
    "": [("overzicht", "Overzicht"), ("doelen", "Doelen"), ("trends", "Trends")],
    "Onderbouwing": [
        ("proefprojecten", "Proefprojecten"),
        ("volumeaanpak", "Volumeaanpak"),
        ("kaart", "Kaart"),
        ("knelpunten", "Knelpunten & lessen"),
        ("informeren", "Informeren"),
        ("digitalisering", "Digitalisering"),
        ("toelating", "Tlokb & instrumenten"),
        ("planning", "Planning"),
    ],
    "Werkmappen": [("aanleveren", "Aanleveren"), ("leveringen", "Leveringen")],
    "Over": [("plan", "Plan")],
}
TITLES = {name: title for pages in PAGES.values() for name, title in pages}
