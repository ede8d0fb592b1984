"""Every form of a promise on one small tree: how it reads, and the walks that break it, or none."""

TREE = """\
title: Leaving early
tags:
  distressed: The client is distressed
  safety: A question about safety
nodes:
  how:
    question: How do they seem?
    options:
      calm: goodbye
      upset: {text: Upset, to: breathe, tags: [distressed]}
      unsure: {text: We cannot tell, to: safe}
  breathe: {action: Breathe together., to: calmer}
  calmer: {question: "Are they calmer?", options: {yes: goodbye, no: safe}}
  safe: {question: "Are they safe?", tags: [safety], options: {yes: goodbye, no: help}}
  goodbye: {outcome: Say goodbye, urgency: routine}
  help: {outcome: Get help now, urgency: now}
policies:
  p: {because: B, %s}
"""
# The keys of the policy, its sentence, and of each walk that breaks it the lines, with their numbers in the file.
EXAMPLES = [
    (
        "never: [node:help]",
        "No path ever comes to the outcome “Get help now”.",
        """
11 How do they seem? (step 1) → We cannot tell
14 Are they safe? (step 4) → No
16 Get help now (step 6) <- breaks the promise
""",
    ),
    (
        "never: [urgency:today]",
        "No path ever comes to an outcome marked “today”.",
        "",
    ),
    (
        "always: [safety]",
        "Every path comes to “A question about safety” before it ends.",
        """
9 How do they seem? (step 1) → Calm
15 Say goodbye (step 5) <- breaks the promise
""",
    ),
    (
        "always: [outcome]",
        "Every path comes to an outcome before it ends.",
        "",
    ),
    (
        "require: [safety], before: [node:help]",
        "The outcome “Get help now” comes only after “A question about safety”, or at the same step.",
        "",
    ),
    (
        "require: [distressed], before: [safety]",
        "“A question about safety” comes only after “The client is distressed”, or at the same step.",
        """
11 How do they seem? (step 1) → We cannot tell
14 Are they safe? (step 4) <- breaks the promise
""",
    ),
    (
        "require: [safety], before: [safety]",
        "“A question about safety” comes only after “A question about safety”, or at the same step.",
        "",
    ),
    (
        "require: [safety], before: [safety], strictly: true",
        "“A question about safety” comes only after “A question about safety”.",
        """
11 How do they seem? (step 1) → We cannot tell
14 Are they safe? (step 4) <- breaks the promise
""",
    ),
    (
        "after: [distressed], require: [safety]",
        "After “The client is distressed”, “A question about safety” always follows.",
        """
10 How do they seem? (step 1) → Upset <- sets the promise off
12 Breathe together. (step 2)
13 Are they calmer? (step 3) → Yes
15 Say goodbye (step 5) <- breaks the promise
""",
    ),
    (
        "after: [distressed], require: [safety, 'node:goodbye']",
        "After “The client is distressed”, “A question about safety” or the outcome “Say goodbye” always follows.",
        "",
    ),
    (
        "after: [distressed], require: [safety], within: 1",
        (
            "After “The client is distressed”, “A question about safety” always follows with the next "
            "question at the latest."
        ),
        """
10 How do they seem? (step 1) → Upset <- sets the promise off
12 Breathe together. (step 2)
13 Are they calmer? (step 3) → No
14 Are they safe? (step 4) <- breaks the promise

10 How do they seem? (step 1) → Upset <- sets the promise off
12 Breathe together. (step 2)
13 Are they calmer? (step 3) → Yes
15 Say goodbye (step 5) <- breaks the promise
""",
    ),
    (
        "after: ['answer:calmer/no'], require: [safety], within: 1",
        (
            "After the answer “No” to “Are they calmer?”, “A question about safety” always follows "
            "with the next question at the latest."
        ),
        "",
    ),
    (
        "after: [distressed], require: [outcome], within: 0",
        "After “The client is distressed”, an outcome always follows before the next question.",
        """
10 How do they seem? (step 1) → Upset <- sets the promise off
12 Breathe together. (step 2)
13 Are they calmer? (step 3) <- breaks the promise
""",
    ),
    (
        "after: [distressed], require: [outcome], within: 2",
        "After “The client is distressed”, an outcome always follows within the next 2 questions.",
        "",
    ),
    (
        "after: [distressed], require: [outcome], within: 1",
        "After “The client is distressed”, an outcome always follows with the next question at the latest.",
        """
10 How do they seem? (step 1) → Upset <- sets the promise off
12 Breathe together. (step 2)
13 Are they calmer? (step 3) → No
14 Are they safe? (step 4) <- breaks the promise
""",
    ),
    (
        "at_most: 1, of: [question]",
        "A question comes at most once on a path.",
        """
10 How do they seem? (step 1) → Upset <- sets the promise off
12 Breathe together. (step 2)
13 Are they calmer? (step 3) <- breaks the promise

11 How do they seem? (step 1) → We cannot tell <- sets the promise off
14 Are they safe? (step 4) <- breaks the promise
""",
    ),
    (
        "at_most: 3, of: [question]",
        "A question comes at most 3 times on a path.",
        "",
    ),
    (
        "at_most: 2, of: [question]",
        "A question comes at most twice on a path.",
        """
10 How do they seem? (step 1) → Upset <- sets the promise off
12 Breathe together. (step 2)
13 Are they calmer? (step 3) → No
14 Are they safe? (step 4) <- breaks the promise
""",
    ),
    (
        "at_most: 0, of: [action]",
        "An action never comes on a path.",
        """
10 How do they seem? (step 1) → Upset
12 Breathe together. (step 2) <- breaks the promise
""",
    ),
    (
        "after: [distressed], end_in: ['urgency:now']",
        "After “The client is distressed”, a path ends only in an outcome marked “now”.",
        """
10 How do they seem? (step 1) → Upset <- sets the promise off
12 Breathe together. (step 2)
13 Are they calmer? (step 3) → Yes
15 Say goodbye (step 5) <- breaks the promise
""",
    ),
    (
        "after: ['answer:safe/no'], end_in: ['urgency:now']",
        "After the answer “No” to “Are they safe?”, a path ends only in an outcome marked “now”.",
        "",
    ),
    (
        "not_both: [distressed, 'node:help']",
        "No path has both “The client is distressed” and the outcome “Get help now”.",
        """
10 How do they seem? (step 1) → Upset <- sets the promise off
12 Breathe together. (step 2)
13 Are they calmer? (step 3) → No
14 Are they safe? (step 4) → No
16 Get help now (step 6) <- breaks the promise
""",
    ),
    (
        "not_both: [action, 'answer:how/unsure']",
        "No path has both an action and the answer “We cannot tell” to “How do they seem?”.",
        "",
    ),
    (
        "to_end_in: ['node:help'], require_each: [safety, distressed]",
        (
            "A path ends in the outcome “Get help now” only after “A question about safety” and “The "
            "client is distressed”, or at the same step."
        ),
        """
11 How do they seem? (step 1) → We cannot tell
14 Are they safe? (step 4) → No
16 Get help now (step 6) <- breaks the promise
""",
    ),
    (
        "to_end_in: ['node:help'], require_each: [safety, 'node:help']",
        (
            "A path ends in the outcome “Get help now” only after “A question about safety” and the "
            "outcome “Get help now”, or at the same step."
        ),
        "",
    ),
    (
        "to_end_in: ['node:help'], require_each: [safety, 'node:help'], strictly: true",
        (
            "A path ends in the outcome “Get help now” only after “A question about safety” and the "
            "outcome “Get help now”."
        ),
        """
11 How do they seem? (step 1) → We cannot tell
14 Are they safe? (step 4) → No
16 Get help now (step 6) <- breaks the promise
""",
    ),
    (
        "max_questions: 2",
        "No path asks more than 2 questions.",
        """
10 How do they seem? (step 1) → Upset
12 Breathe together. (step 2)
13 Are they calmer? (step 3) → No
14 Are they safe? (step 4) <- breaks the promise
""",
    ),
    (
        "max_questions: 3",
        "No path asks more than 3 questions.",
        "",
    ),
    (
        "possible: [distressed]",
        "At least one path comes to “The client is distressed”.",
        "",
    ),
    (
        "possible: ['urgency:today']",
        "At least one path comes to an outcome marked “today”.",
        """
No path keeps `p`
""",
    ),
    (
        "always_possible: ['node:help'], within: 3",
        "From every step, the outcome “Get help now” can be reached in at most 3 steps.",
        "",
    ),
    (
        "always_possible: ['node:help'], within: 2",
        "From every step, the outcome “Get help now” can be reached in at most 2 steps.",
        """
10 How do they seem? (step 1) → Upset
12 Breathe together. (step 2) <- breaks the promise
""",
    ),
    (
        "always_possible: ['node:help'], within: 2, from: start",
        "From the start, the outcome “Get help now” can be reached in at most 2 steps.",
        "",
    ),
    (
        "always_possible: ['node:help'], within: 1, from: start",
        "From the start, the outcome “Get help now” can be reached in at most 1 step.",
        """
6 How do they seem? (step 1) <- breaks the promise
""",
    ),
    (
        "always_possible: [outcome]",
        "From every step, an outcome can be reached.",
        "",
    ),
    (
        "order: ['urgency:routine', 'urgency:now'], worse: {safe: [yes, no]}",
        (
            "A worse answer to the question “Are they safe?” never leads to a milder outcome (from "
            "mild to severe: an outcome marked “routine”, then an outcome marked “now”)."
        ),
        "",
    ),
    (
        "order: ['urgency:routine', 'urgency:now'], worse: {safe: [no, yes]}",
        (
            "A worse answer to the question “Are they safe?” never leads to a milder outcome (from "
            "mild to severe: an outcome marked “routine”, then an outcome marked “now”)."
        ),
        """
11 How do they seem? (step 1) → We cannot tell
14 Are they safe? (step 4) → Yes
15 Say goodbye (step 5) <- breaks the promise
""",
    ),
    (
        "order: ['urgency:routine', 'urgency:now'], worse: {how: [calm, unsure]}",
        (
            "A worse answer to the question “How do they seem?” never leads to a milder outcome (from "
            "mild to severe: an outcome marked “routine”, then an outcome marked “now”)."
        ),
        "",
    ),
    (
        "never: [question], scope: {after: ['node:safe']}",
        "Behind the question “Are they safe?”: no path ever comes to a question.",
        "",
    ),
    (
        "never: [action], scope: {before: ['node:safe']}",
        "On the way to the question “Are they safe?”: no path ever comes to an action.",
        """
10 How do they seem? (step 1) → Upset
12 Breathe together. (step 2)
13 Are they calmer? (step 3) → No
14 Are they safe? (step 4) <- breaks the promise
""",
    ),
    (
        "never: [question], scope: {between: [distressed, safety]}",
        "On the way from “The client is distressed” to “A question about safety”: no path ever comes to a question.",
        """
10 How do they seem? (step 1) → Upset <- sets the promise off
12 Breathe together. (step 2)
13 Are they calmer? (step 3) → No
14 Are they safe? (step 4) <- breaks the promise
""",
    ),
    (
        "always: ['answer:calmer/no'], scope: {between: [distressed, safety]}",
        (
            "On the way from “The client is distressed” to “A question about safety”: every path comes "
            "to the answer “No” to “Are they calmer?”."
        ),
        "",
    ),
    (
        "always: [action], scope: {before: ['node:safe']}",
        "On the way to the question “Are they safe?”: every path comes to an action.",
        """
11 How do they seem? (step 1) → We cannot tell
14 Are they safe? (step 4) <- breaks the promise
""",
    ),
    (
        "max_questions: 1, scope: {before: ['node:help']}",
        "On the way to the outcome “Get help now”: no path asks more than 1 question.",
        """
11 How do they seem? (step 1) → We cannot tell
14 Are they safe? (step 4) → No
16 Get help now (step 6) <- breaks the promise
""",
    ),
    (
        "end_in: ['node:help'], after: [question], scope: {after: [safety]}",
        "Behind “A question about safety”: after a question, a path ends only in the outcome “Get help now”.",
        "",
    ),
    (
        "never: [action], scope: {after: ['node:help']}",
        "Behind the outcome “Get help now”: no path ever comes to an action.",
        "",
    ),
]
