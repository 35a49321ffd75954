"""Words of a text: the one place where training cuts text into tokens.

Penn clitics are split ("did|n't", "Trump|'s"), hyphens are split as GUM does ("U.S.|-|led").  The C core's tokenizer
takes over here as soon as the built package is importable, see `tokenize`.
"""
import os
import re

ABBREVIATIONS = """mr mrs ms dr sen rep reps sens gov gen col lt sgt capt cmdr maj adm rev hon prof st jr sr inc corp co ltd
vs jan feb mar apr jun jul aug sep sept oct nov dec ave blvd dept est fla calif ariz ala ark colo conn ga ill ind kan ky la
mass md mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo messrs no""".split()
CLITIC = r"['’](?:s|S|ll|LL|re|RE|ve|VE|d|D|m|M)(?!\w)"
NEGATION = r"n['’]t(?!\w)|N['’]T(?!\w)"
TOKEN = re.compile(rf"""
    https?://[^\s<>"“”]*[\w/] | www\.[^\s<>"“”]*[\w/] | [\w.+-]+@[\w-]+(?:\.[\w-]+)+
  | [@\#]\w+
  | [A-Za-z]\.(?:[A-Za-z]\.)+                     # U.S.
  | (?:{'|'.join(a.capitalize() for a in ABBREVIATIONS)})\.(?=\s)
  | [A-Z]\.(?=\s+[A-Z])                           # an initial
  | \d+(?:[.,:]\d+)*(?:st|nd|rd|th|s|m|bn|k|pm|am)?(?!\w)
  | [Cc]an(?=not\b) | (?<=[Cc]an)not\b
  | \w+?(?={NEGATION}) | {NEGATION}
  | {CLITIC}
  | \w+(?:['’]\w+)*?(?={CLITIC}) | \w+(?:['’]\w+)*
  | '' | `` | \.{{2,}} | -{{2,}} | \S
""", re.X)


def _python(text):
    return [match.span() for match in TOKEN.finditer(text)]


def _core(text):
    import sayso
    return [(token.start, token.end) for token in sayso.parse(text).tokens]


def tokenize(text):
    """Spans of the words and marks of `text`.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of (int, int)
        Code point offsets, end exclusive, in order, without overlap.

    Notes
    -----
    ``SAYSO_TOKENS=core`` uses the package's own tokenizer, which is what the checked-in weights must be trained with.
    """
    return (_core if os.environ.get("SAYSO_TOKENS") == "core" else _python)(text)
