"""Texts that break things: shared by the tests."""

from hypothesis import strategies as st

PIECES = [
    "",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "\u00a0",
    "\u200b",
    "\u200d",
    "\u2028",
    "\ufeff",
    "\x00",
    "\x1b",
    "\ud800",
    "\udfff",
    "\U0001f600",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "e\u0301",
    "Ångström",
    "N\u0303",
    "\u202eabc\u202c",
    "\u05e9\u05dc\u05d5\u05dd",
    "\u0645\u0631\u062d\u0628\u0627",
    "日本語。",
    "“",
    "”",
    "‘",
    "’",
    '"',
    "'",
    "''",
    "``",
    "«",
    "»",
    "„",
    "—",
    " - ",
    "...",
    "…",
    ".",
    ",",
    ":",
    ";",
    "?!",
    "(",
    ")",
    "said",
    " said Anna Berg, the mayor of Riga",
    "she said that",
    "According to officials, ",
    "U.S.",
    "Dr. J. K. Rowling-O'Neill",
    "WASHINGTON (AP) — ",
    "By Jane Doe, The Post",
    "Dec. 1, 2021",
    "$3.5 million",
    "50%",
    "don't",
    "http://example.com/a?b=c&d",
    "a@b.co",
    "#tag",
    "PENCE: ",
    "İstanbul",
    "ﬁne",
    "ẞ",
    "𝔘𝔫𝔦",
]

# Anything that a str can hold, and mixtures of what news is made of with what it should not be made of.
texts = st.one_of(
    st.text(st.characters(codec=None), max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=25).map(" ".join),
)

ARTICLE = (
    "Friday, March 1, 2024\n\nHarbour vote splits the council\n\nBy Anna Berg, The Daily Post\n\n"
    "RIGA, Latvia (AP) — The mayor, Ilze Kalniņa, said on Friday that the harbour would be closed.\n\n"
    "“We have no choice,” she said. “The money is gone.”\n\n"
    "“It was a hard year,” Kalniņa told reporters, “and the next will be harder.\n\n"
    "“But we will rebuild.”\n\n"
    "A senior official, who spoke on condition of anonymity because he was not allowed to talk to the press, "
    "denied that $3.5 million was missing. According to the port authority, 45% of the ships go elsewhere.\n\n"
    "The so-called “experts” were not asked. \U0001f6a2 Opposition leader Mārtiņš Ozols called it “a scandal.”\n"
)
