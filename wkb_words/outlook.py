"""What a forecast says in words."""

from __future__ import annotations

from wkb_data.measures import declared
from wkb_data.measures.forecast import Forecast
from wkb_data.measures.summary import Pace
from wkb_data.periods import months_between
from wkb_words.sentences import no_forecast
from wkb_words.words import month_name, number, plural

TITLES = {
    declared.PILOTS_COUNTED: "Proefprojecten gestart",
    declared.PILOTS_COMPLETED: "Proefprojecten afgerond",
    declared.VOLUME_PILOTS_TOTAL: "Volumeprojecten",
}


def chance(probability: float | None) -> str:
    """A probability as a person says it: `ongeveer 3 op de 10`."""
    if probability is None:
        return "niet te bepalen, want de inwerkingtreding is open"
    if probability < 0.05:
        return "minder dan 1 op de 20"
    if probability > 0.95:
        return "meer dan 19 op de 20"
    return f"ongeveer {round(probability * 10) or 1} op de 10"


# How a count of months is written within a sentence.
COUNTS = ("", "", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien")


def lately(pace: Pace, month: str) -> str:
    """The months that a pace is of, as seen from a month: `de laatste drie maanden`."""
    count = COUNTS[pace.months] if pace.months < len(COUNTS) else number(pace.months)
    if pace.of in (None, month):
        return f"de laatste {count} maanden"
    return f"de {count} maanden tot en met {month_name(pace.of)}"


def sentence(made: Forecast) -> str:
    """The forecast in one sentence."""
    title = TITLES.get(made.measure, made.measure)
    if made.value is None:
        return f"{title}: er zijn nog geen cijfers; het doel is {number(made.target)}."
    head = f"{title}: {number(made.value)} van {number(made.target)}"
    if made.needs:
        return f"{head}. {no_forecast(made)}"
    if not made.fits:
        text = why_none(made)
        return f"{head}. {text[0].upper()}{text[1:]}."
    return f"{head}; {expected(made)}. Kans om het op tijd te halen: {chance(made.probability)}."


def why_none(made: Forecast) -> str:
    """Why there is no forecast, as part of a sentence; nothing when there is one."""
    if made.needs:
        return no_forecast(made).rstrip(".").replace("Een", "een", 1)
    if not made.fits:
        return "het verloop wijkt te veel af van de planning om er een prognose op te bouwen"
    return ""


def expected(made: Forecast) -> str:
    """When a usable forecast expects the target to be met, and how late that is, in words."""
    if made.value >= made.target:
        return "het doel is gehaald"
    if not made.middle:
        return "naar verwachting niet binnen vier jaar"
    late = months_between(made.deadline, made.middle) if made.deadline else 0
    return f"naar verwachting in {month_name(made.middle)}" + (
        f", {plural(late, 'maand', 'maanden')} te laat" if late > 0 else ""
    )


def between(made: Forecast) -> str:
    """The uncertainty of a usable forecast: between which months it is met in eight cases of ten."""
    first = month_name(made.low)
    if not made.high:
        return (
            f"In negen van de tien gevallen wordt het doel niet eerder dan in {first} gehaald; wanneer "
            "uiterlijk is binnen vier jaar niet te zeggen."
        )
    return (
        f"In acht van de tien gevallen wordt het doel op zijn vroegst in {first} gehaald en uiterlijk in "
        f"{month_name(made.high)}."
    )
