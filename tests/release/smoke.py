"""What a wheel must do where it was just installed, with nothing but the standard library."""

import pickle

import sayso

document = sayso.parse('RIGA (AP) - "Enough," said Zoë Lee, the mayor. "We vote today."', date="2026-09-18")
quotes = document.quotes
assert [q.speaker.name for q in quotes] == ["Zoë Lee"], quotes
assert quotes[0].kind == "direct"
assert all(document.text[s.start : s.end] == s.text for q in quotes for s in q.content)
assert pickle.loads(pickle.dumps(document)) == document
assert [d.text for d in sayso.parse_many(["a", "b", "c"], threads=2)] == ["a", "b", "c"]
print(sayso.build_info())
