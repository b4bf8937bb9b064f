"""The door of the app for `AppTest`, from a folder without `pages/` beside it.

Beside a folder of that name `AppTest` runs a page alone, as Streamlit does before it has met `st.navigation`;
a reader always comes through the door: the selectors, the banner, and the sentence that is said when a page
falls over.
"""

import runpy
from pathlib import Path

runpy.run_path(str(Path(__file__).parents[2] / "app.py"))
