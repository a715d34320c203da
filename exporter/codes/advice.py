"""Codes of item writing: what testing research advises against, at the question that does it.

Each can be switched off in `bank.yaml` (`advice: {off: [CODE]}`); what is said of one question can be silenced there.
"""

from exporter.diagnostics import Code, Severity

RIGHT_LONGEST = Code(
    "right-longest",
    Severity.ADVICE,
    "The right option is clearly longer than every wrong one; learners who know nothing pick the longest.",
    "- [ ] Grief\n- [x] A change in a person's roles that calls for new ties and new skills\n- [ ] A dispute",
    "Shorten the right option (what it explains belongs into its rationale), or give the wrong ones the same detail.",
)
RIGHT_LONGEST_OFTEN = Code(
    "right-longest-often",
    Severity.ADVICE,
    "Over a quiz or the bank, the right option is the longest of its question far more often than chance would have it.",
    "13 of 20 questions with four options, where chance gives 5",
    "Shorten right options, or lengthen wrong ones, in some of these questions.",
)
OPTION_LENGTHS = Code(
    "option-lengths",
    Severity.ADVICE,
    "The options of a question differ much in length, which draws the eye to one of them.",
    "- [ ] Grief\n- [x] A role transition\n- [ ] A dispute with somebody about what each expects of the other",
    "Bring the options to about the same length.",
)
CUE_WORD = Code(
    "cue-word",
    Severity.ADVICE,
    "A word of the question stands in the right option and in no wrong one, so it can be found by its sound.",
    "Which area fits a *transition* into retirement?\n\n- [x] Role transition\n- [ ] Grief",
    "Use another word in the question or in the right option, or the same word in wrong options too.",
)
ABSOLUTE_WORD = Code(
    "absolute-word",
    Severity.ADVICE,
    "A word such as `always` or `never` stands in what is wrong only; experienced test-takers rule such options out.",
    "- [x] It may be added\n- [ ] It must never be added",
    "Say how far the statement goes (`often`, `in most trials`), or use such a word in the right option too.",
)
GRAMMAR_CUE = Code(
    "grammar-cue",
    Severity.ADVICE,
    "The question ends in a word such as `an` which only some of the options can follow.",
    "The first step is an\n\n- [x] inventory\n- [ ] contract",
    "Move the article into the options, or ask a whole question.",
)
NEGATIVE_STEM = Code(
    "negative-stem",
    Severity.ADVICE,
    "The question asks for what is not so, and the word that says it is easily overlooked.",
    "Which of these is not a problem area?",
    "Ask for what is so; where that cannot be, stress the word: `Which is **not** a problem area?`.",
)
DOUBLE_NEGATIVE = Code(
    "double-negative",
    Severity.ADVICE,
    "The question is negative and so is one of its options, which tests reading rather than knowledge.",
    "What should a therapist **not** do?\n\n- [x] Not set an end date\n- [ ] Explain the sick role",
    "Ask for what is so, or word the option without a negation.",
)
ALL_OF_THE_ABOVE = Code(
    "all-of-the-above",
    Severity.ADVICE,
    "With `all of the above`, who knows that two options are right knows the answer, and who knows that one is wrong too.",
    "- [ ] Grief\n- [ ] Role disputes\n- [x] All of the above",
    "Write a question with several right choices, or drop the option.",
)
NONE_OF_THE_ABOVE = Code(
    "none-of-the-above",
    Severity.ADVICE,
    "With `none of the above` as the right answer, a learner may rule out all the rest and still not know what is right.",
    "- [ ] Grief\n- [ ] Role disputes\n- [x] None of the above",
    "Name what is right, or drop the option.",
)
KEY_POSITIONS = Code(
    "key-positions",
    Severity.ADVICE,
    "Over a quiz or the bank, right options stand in one place, or true statements there are, far more often than even spread would have it.",
    "14 of 20 right options with four options each stand second, where an even spread gives 5",
    "Move right options to other places; of true-false questions, turn some round.",
)
RATIONALE_MISSING = Code(
    "rationale-missing",
    Severity.ADVICE,
    "An option has no rationale, so whoever picks it is not told why it is right or wrong.",
    "- [ ] Patterns of thinking\n- [x] Relationships\n  > The link of mood and relationships is where IPT starts.",
    "Write the reason as a quotation below the option: `  > …`.",
)
RATIONALE_SHORT = Code(
    "rationale-short",
    Severity.ADVICE,
    "A rationale of one or two words says that an option is right or wrong, not why.",
    "- [ ] Patterns of thinking\n  > Wrong.",
    "Give the reason, or say what the option would be right for.",
)
EXPLANATION_MISSING = Code(
    "explanation-missing",
    Severity.ADVICE,
    "The question has no explanation (for questions marked by a person: nor rubric or model answer), so it teaches nothing.",
    "# Focus {#focus}\n\nWhat does IPT work on?\n\n- [x] Relationships\n- [ ] Thoughts",
    "Write one as a part: `## Explanation`.",
)
REFERENCE_MISSING = Code(
    "reference-missing",
    Severity.ADVICE,
    "The question names no source, so nobody can check its key or see whether it still holds.",
    "# Focus {#focus}\n\nWhat does IPT work on?\n\n- [x] Relationships\n- [ ] Thoughts",
    "Name the book, paper or guideline as a part: `## References`.",
)
PART_UNREACHABLE = Code(
    "part-unreachable",
    Severity.ADVICE,
    "`If partly correct` is said of a question that is either right or wrong, so no learner would ever see it.",
    "- [x] True\n- [ ] False\n\n## If partly correct\n\nNearly.",
    "Remove the part, or give some answer a part of the points.",
)
READING_LEVEL = Code(
    "reading-level",
    Severity.ADVICE,
    "The question's text is hard to read by a common measure (Flesch-Kincaid grade over 16; LIX over 60 in German and Dutch), so it tests reading too.",
    "Considering the multidimensional characterisation of psychotherapeutic interventions that …",
    "Break up long sentences, and use short words where they say the same.",
)
NEAR_DUPLICATE = Code(
    "near-duplicate",
    Severity.ADVICE,
    "Two questions of the bank have almost the same words, so one may give away the other, or was copied and forgotten.",
    "# Length {#length-1}\n\nHow many sessions does acute IPT have?\n\n# Length {#length-2}\n\nHow many sessions has acute IPT?",
    "Retire one of them, or ask something else.",
)
ALLOW_UNUSED = Code(
    "allow-unused",
    Severity.WARNING,
    "A comment silences advice that would not be given: the question was mended, or its language has no such check.",
    "<!-- exporter: allow cue-word the term has no synonym -->",
    "Delete the comment.",
)

BANK_WIDE = (RIGHT_LONGEST_OFTEN, KEY_POSITIONS)
"""What is said of a quiz or of the bank, and therefore not silenced at a question."""
OF_A_QUESTION = (
    RIGHT_LONGEST,
    OPTION_LENGTHS,
    CUE_WORD,
    ABSOLUTE_WORD,
    GRAMMAR_CUE,
    NEGATIVE_STEM,
    DOUBLE_NEGATIVE,
    ALL_OF_THE_ABOVE,
    NONE_OF_THE_ABOVE,
    RATIONALE_MISSING,
    RATIONALE_SHORT,
    EXPLANATION_MISSING,
    REFERENCE_MISSING,
    PART_UNREACHABLE,
    READING_LEVEL,
    NEAR_DUPLICATE,
)
NAMES = tuple(code.name for code in (*OF_A_QUESTION, *BANK_WIDE))
"""The names of all advice, for `advice: {off: […]}`."""
