"""The site: Sphinx over Markdown; reference and notebook pages are made at each build (``_ext``)."""

import sys
from pathlib import Path

import sayso

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "sayso"
author = "The sayso founders"
copyright = "the sayso founders, Apache-2.0"
version = release = sayso.__version__
extensions = ["myst_parser", "sphinx_copybutton", "reference", "notebooks"]
myst_enable_extensions = ["deflist", "colon_fence"]
myst_heading_anchors = 4
nitpicky = True
html_theme = "furo"
html_title = f"sayso {release}"
html_static_path = ["_static"]
html_css_files = ["sayso.css"]
html_copy_source = False
pygments_style = "friendly"
pygments_dark_style = "github-dark"
copybutton_prompt_text = "$ "
