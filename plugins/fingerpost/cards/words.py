"""What a card says of itself, in one place; `{name}` is a hole that is filled with words."""

# On every card
DRAFT = "Draft, not reviewed"
DISCARD = "Discard after {day}"
PAGE = "{n} of {m}"
CURRENT = "Is this card current?"
# Where there is no page that says so.
AGE = "How old this card is"
EDITION = "Edition {mark}"
CHECKED = ", facts checked {day}"
LOOK_UP = "Look up this edition:"
BASED_ON = "Based on {original}"

# On an act card
AVOID = "Do not"
WRITE = "Write in"
NUMBERS = "Numbers: on the back"
BLANKS = ("Supervisor", "Duty line", "Crisis team", "This address", "Emergency exit")

# Where a step leads
START = "Start at {number}."
TO = "go to {number}"
ON = "go on with the card “{title}”"
END = "the path ends here"
USE = "Work through the card “{title}”. Come back here."
ENDED = "Ended in “{outcome}”"
IF = "If the answer to {number} was {answers}"

# On a learn card
CHART = "Flowchart of the steps on this card"

# In a booklet
TO_WRITE = "Not yet complete: on page {page}, write in by hand what is still to be looked up."
WRITE_FIRST = "Look up and write in"
STEPS = "Which step where"
CARDS = "Cards that are current"

# On an index card, and on the last page of a booklet
INDEX = "Cards that are current"
INDEX_AT = "Cards that are current: {place}"
THROW = "Throw away any other card, and any whose edition differs."
KINDS = {"act": "act card", "learn": "learn card", "booklet": "booklet"}
ENTRY = "{kind}, edition {edition}"
IS_DRAFT = "draft"

# In a booklet of the whole site
BOOKLET = "All trees"
BOOKLET_AT = "All trees: {place}"
LEFT_OUT = "Not in this booklet: “{title}”."
