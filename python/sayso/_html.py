"""What every display shares: colours by theme, escaping, bars.

No script and nothing from a network.  Colours follow the reader's light or dark theme: the browser's
(``prefers-color-scheme``), Jupyter's (``data-jp-theme-light``, and its colours of page and ink where it has them),
VS Code's, Colab's and Sphinx's.
"""

_LIGHT = """\
--ink:#1b1f24;--paper:#fff;--dim:#5e6771;--line:#d9dee3;--direct:#d3ecd6;--mixed:#d2e7f5;--indirect:#fbeccb;--scare:#eceef0;
--cue:#7a2ff0;--source:#0b6e4f;--person:#b3261e;--org:#1d5fa8;--place:#8a5a00;--norp:#7a4988;--title:#5c6670;--bar:#c6ced6"""

_DARK = """\
--ink:#e4e7ea;--paper:#16191d;--dim:#9aa4af;--line:#39414a;--direct:#1e4427;--mixed:#173d55;--indirect:#4f3d10;--scare:#2c3239;
--cue:#c4a3ff;--source:#6fd3ae;--person:#ff9d94;--org:#8fc1ff;--place:#e5bb62;--norp:#d9a6e8;--title:#aab4be;--bar:#4a545f"""

_LIGHT_PAGES = '[data-jp-theme-light="true"] .sayso,.vscode-light .sayso,html[theme="light"] .sayso,[data-theme="light"] .sayso'
_DARK_PAGES = '[data-jp-theme-light="false"] .sayso,.vscode-dark .sayso,html[theme="dark"] .sayso,[data-theme="dark"] .sayso'

# The doubled class outweighs Jupyter's own rules for tables.
STYLE = f"""\
.sayso{{{_LIGHT}}}
@media(prefers-color-scheme:dark){{.sayso{{{_DARK}}}}}
{_LIGHT_PAGES}{{{_LIGHT}}}
{_DARK_PAGES}{{{_DARK}}}
div.sayso{{color:var(--jp-content-font-color0,var(--ink));background:var(--jp-layout-color0,var(--paper));
font:14px/1.5 system-ui,sans-serif;max-width:60em;padding:.8em 1.2em;overflow-x:auto}}
.sayso .direct{{background:var(--direct)}}.sayso .mixed{{background:var(--mixed)}}.sayso .indirect{{background:var(--indirect)}}
.sayso .scare{{background:var(--scare)}}.sayso .dim{{color:var(--dim)}}
.sayso .who{{font:600 .78em/1.4 system-ui,sans-serif;color:var(--paper);background:var(--source);border-radius:.4em;
padding:.12em .5em;white-space:nowrap;unicode-bidi:isolate}}
.sayso .who.anonymous{{background:var(--person)}}.sayso .who.nobody{{background:var(--dim)}}
.sayso .chip{{padding:.05em .4em;border-radius:.3em;white-space:nowrap}}
.sayso h4{{font:600 1em/1.5 system-ui,sans-serif;margin:1.1em 0 .3em;padding:0}}
.sayso.sayso table{{border-collapse:collapse;border:0;margin:0;font-size:13px;line-height:1.45;color:inherit}}
.sayso.sayso table.wide{{width:100%;table-layout:fixed}}
.sayso.sayso thead th,.sayso.sayso tbody td{{text-align:left;vertical-align:top;padding:.35em .6em .35em 0;border:0;
border-bottom:1px solid var(--line);overflow-wrap:anywhere;unicode-bidi:plaintext;max-width:none}}
.sayso.sayso thead th{{color:var(--dim);font-weight:600}}
.sayso.sayso tbody tr,.sayso.sayso tbody tr:nth-child(odd),.sayso.sayso tbody tr:nth-child(even),
.sayso.sayso tbody tr:hover{{background:none}}
.sayso.sayso thead th.number,.sayso.sayso tbody td.number{{text-align:right;
padding-left:.6em;font-variant-numeric:tabular-nums;color:var(--dim)}}
.sayso summary{{color:var(--dim);cursor:pointer;margin:.5em 0}}
.sayso .warning{{font-size:.92em;color:var(--person);margin:.2em 0}}
"""


def escape(text: str) -> str:
    """The text as HTML text or as an attribute in double quotes; lone surrogates become "?"."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return text.replace("'", "&#39;").encode("utf-8", "replace").decode("utf-8")


def clipped(text: str, length: int) -> str:
    """The text on one line, at most so many characters, with an ellipsis where more stood."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1] + "…"


def element(tag: str, inside: str, name: str = "", tip: str = "") -> str:
    """An element around markup; name and tip are plain text."""
    classes = f' class="{escape(name)}"' if name else ""
    title = f' title="{escape(tip)}"' if tip else ""
    return f"<{tag}{classes}{title}>{inside}</{tag}>"


def row(tag: str, cells: list[tuple[str, str]], tip: str = "") -> str:
    """A row of a table from (class, markup) pairs."""
    return element("tr", "".join(element(tag, inside, name) for name, inside in cells), tip=tip)


def wrapped(inside: str, style: str = "") -> str:
    """One ``<div>``, with its own style for a notebook."""
    return f'<div class="sayso">{f"<style>{style}</style>" if style else ""}{inside}</div>'


def page(bodies: list[str], title: str, style: str = STYLE, made: str = "sayso") -> str:
    """A standalone page of bodies that come without their style; ``made`` says by what."""
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark">'
        f'<meta name="generator" content="{escape(made)}">'
        f"<title>{escape(clipped(title, 200) or 'sayso')}</title>"
        f"<style>html{{{_LIGHT}}}@media(prefers-color-scheme:dark){{html{{{_DARK}}}}}"
        f"body{{margin:0;background:var(--paper)}}.sayso{{margin:auto}}\n{style}</style></head>"
        f"<body>{''.join(bodies)}</body></html>\n"
    )
