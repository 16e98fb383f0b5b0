"""Merges answers of the AWS CLI, one after the other on standard input, into one object."""

import json
import sys

text, merged, decoder = sys.stdin.read(), {}, json.JSONDecoder()
position = 0
while position < len(text):
    answer, position = decoder.raw_decode(text, position)
    for key, elements in answer.items():
        merged.setdefault(key, []).extend(elements)
    while position < len(text) and text[position].isspace():
        position += 1
print(json.dumps(merged, separators=(",", ":")))
