"""Codes of answers: choices, accepted answers, gaps, rows, items, areas."""

from exporter.diagnostics import Code, Severity

NO_ANSWERS = Code(
    "no-answers",
    Severity.ERROR,
    "The question ends without anything to answer with, and states no type that needs nothing.",
    "# Focus {#focus}\n\nWhat does IPT work on?",
    "Add a list of choices (`- [x] …`), accepted answers (`- = …`) or a table; or state `type=essay`, `file-upload` or `description`.",
)
NO_RIGHT_CHOICE = Code(
    "no-right-choice",
    Severity.ERROR,
    "No answer of the question is right, so nobody could earn its points.",
    "- [ ] Thoughts\n- [ ] Relationships",
    "Mark the right one with `[x]`, or give an accepted answer its full weight.",
)
SEVERAL_RIGHT = Code(
    "several-right",
    Severity.ERROR,
    "A multiple-choice question has one right choice; this one marks several.",
    "# Focus {#focus type=multiple-choice}\n\nWhat?\n\n- [x] Grief\n- [x] Role disputes",
    "Leave one `[x]`, or state `type=multiple-response`.",
)
ONE_CHOICE = Code(
    "one-choice",
    Severity.ERROR,
    "A question with one choice, pair or item asks nothing.",
    "- [x] Relationships",
    "Add at least one more.",
)
DUPLICATE_ANSWER = Code(
    "duplicate-answer",
    Severity.ERROR,
    "Two choices, answers, items or areas of a question are the same, so a learner cannot tell which one counts.",
    "- [x] Grief\n- [ ] Grief",
    "Change or remove one of them.",
)
ANSWER_TAKEN = Code(
    "answer-taken",
    Severity.WARNING,
    "The first accepted answer that matches counts, and an earlier one takes all that this one accepts, so that nobody ever earns what this one is worth, or sees its feedback.",
    "- =50% *grief*\n- = grief",
    "Put the narrower answer before the wider one, or remove it.",
)
STAR_AS_SIGN = Code(
    "star-as-sign",
    Severity.WARNING,
    "A star in an accepted answer stands for anything, where the sign itself was mostly meant: beside another star, between digits, before the ending of a file, or alone, where it catches what no other answer accepts, but neither earns nor says anything.",
    "- = 2*3\n- = *",
    "Write `\\*` for a star that is to be typed (`\\*\\*` for two); give a star that catches the rest its feedback, or take it out.",
)
ANSWER_TYPESET = Code(
    "answer-typeset",
    Severity.WARNING,
    "An accepted answer has a sign as printers set it: a curly apostrophe or quotation mark, a dash, an ellipsis, `œ`, a letter or digit of full width. Platforms compare letter by letter, so a learner who types it on a keyboard earns nothing.",
    "- = the patient’s role",
    "Accept it as it is typed too, in an answer of its own: telephones may type either.",
)
CHOICE_EMPTY = Code(
    "choice-empty",
    Severity.ERROR,
    "A choice, item or cell has no text, or none that anybody sees: a comment, or an entity of a blank.",
    "- [x]\n- [ ] Grief",
    "Write its text, or remove it.",
)
LIST_MIXED = Code(
    "list-mixed",
    Severity.ERROR,
    "Some items of a list are marked as answers and others are not; two lists that touch are one list in Markdown.",
    "- In the first weeks\n- [x] Grief",
    "Mark every item, or use another bullet (`*`) for the list that belongs to the question's text.",
)
MARK_UNKNOWN = Code(
    "mark-unknown",
    Severity.ERROR,
    "The brackets of a choice hold something that is neither a mark nor a weight.",
    "- [y] Grief",
    "Write `[x]` for right, `[ ]` for wrong, or a weight such as `[50%]`.",
)
MARK_MISPLACED = Code(
    "mark-misplaced",
    Severity.ERROR,
    "A line looks like a choice and is text of what stands above it, where learners would read its mark.",
    "- [x] Grief\n-[ ] Guilt",
    "Begin it at the left edge with `- [x] ` or `- [ ] `: a hyphen, a blank, the mark; `\\[` for a bracket that is text.",
)
PIN_MISPLACED = Code(
    "pin-misplaced",
    Severity.ERROR,
    "`{.pin}` keeps a choice in its place; it stands last in the choice's first paragraph, after a blank, and nothing else may stand there.",
    "- [ ] None of these {.pinned}",
    "Write `{.pin}`, or `\\{` for a brace that is text.",
)
TEXT_AFTER_ANSWERS = Code(
    "text-after-answers",
    Severity.ERROR,
    "Between the answers and the first part stands text that belongs to neither.",
    "- [x] Grief\n- [ ] Guilt\n\nChoose one.",
    "Move it before the answers, or under a heading such as `## Explanation`.",
)
FEEDBACK_OUTSIDE = Code(
    "feedback-outside",
    Severity.ERROR,
    "A quotation at the edge of the page ends the list of choices or accepted answers: it is no answer's feedback, and the answers after it are another list.",
    "- [x] Grief\n> Because of the loss.\n- [ ] Guilt",
    "Indent the quotation by two blanks, so that it belongs to the answer above it.",
)
QUOTATION_SHOWN = Code(
    "quotation-shown",
    Severity.WARNING,
    "Two quotations stand one behind the other at the end of a choice. The last is its feedback; the one before it is part of the choice, which learners read before they answer.",
    "- [x] Grief\n  > It is a loss.\n\n  > The others are not.",
    "Write `>` on the line between, then both are feedback. One that is meant to be shown is followed by words of the choice, or stands in marks of quotation.",
)
ANSWERS_TWICE = Code(
    "answers-twice",
    Severity.ERROR,
    "A list of marked choices or accepted answers stands before the answers, where it would be shown as the question's text, marks and all.",
    "- [x] Grief\n- [ ] Guilt\n\n#Next {#next}\n\nWhich?\n\n- [x] Grief\n- [ ] Guilt",
    "Join the two lists, or begin the next question with `# Title {#id}`, with a blank after the `#`.",
)
TYPE_MISMATCH = Code(
    "type-mismatch",
    Severity.ERROR,
    "The stated type wants another shape of answers than the question has.",
    "# Focus {#focus type=matching}\n\nWhat?\n\n- [x] Grief\n- [ ] Guilt",
    "Change the type, or write the answers in the shape that it wants.",
)
TYPE_UNCLEAR = Code(
    "type-unclear",
    Severity.ERROR,
    "The shape of the answers fits more than one type, or none, so the type has to be stated.",
    "1. First\n2. Second",
    "State the type in the heading, such as `{#id type=ordering}`.",
)
NUMBERS_DISORDERED = Code(
    "numbers-disordered",
    Severity.ERROR,
    "The numbers of an ordering say another order than its lines. Markdown does not read the numbers, so the order of the lines would count.",
    "2. Middle\n1. Beginning\n3. End",
    "Put the lines in the right order, or give all of them the same number.",
)
ANSWER_EMPTY = Code(
    "answer-empty",
    Severity.ERROR,
    "An accepted answer is empty.",
    "- =",
    "Write the accepted answer after `= `, or remove the item.",
)
ANSWER_INVISIBLE = Code(
    "answer-invisible",
    Severity.ERROR,
    "An accepted answer holds a character that nobody sees and nobody types, so that no learner's answer would ever match. It mostly comes with text that was copied from a word processor or a web page.",
    "- = inter\u00adpersonal",
    "Delete the character at that place, or type the answer anew.",
)
ANSWER_BLOCKS = Code(
    "answer-blocks",
    Severity.ERROR,
    "An accepted answer is one line of plain text, followed by nothing but its feedback in a quotation.",
    "- = grief\n  and mourning",
    "Keep the answer on one line; begin its feedback with `> `.",
)
GAP_SIGN = Code(
    "gap-sign",
    Severity.ERROR,
    "A gap holds a sign of full width or of another script where the format has its own, so it would be a part of the words that learners have to type.",
    "It is about [[grief｜loss]].",
    "Write `|`, `=`, `(x)` and `( )` as they are on a keyboard for English.",
)
WEIGHT_MALFORMED = Code(
    "weight-malformed",
    Severity.ERROR,
    "A weight is a percentage with at most five decimals.",
    "- [33.3333333%] Grief",
    "Write a number such as `33.33333%`.",
)
WEIGHT_OUTSIDE = Code(
    "weight-outside",
    Severity.ERROR,
    "A weight lies between -100 % and 100 %.",
    "- [150%] Grief",
    "Write a weight from -100 % to 100 %.",
)
WEIGHT_SUM = Code(
    "weight-sum",
    Severity.ERROR,
    "The positive weights of a multiple-response question add up to 100 %, so that all right picks earn the full points.",
    "# Areas {#areas type=multiple-response}\n\nWhich?\n\n- [50%] Grief\n- [25%] Disputes\n- [ ] Thoughts",
    "Change the weights so that the positive ones add up to 100 %.",
)
NUMBER_COMMA = Code(
    "number-comma",
    Severity.ERROR,
    "Numbers are written with a decimal point; a comma means different things in different places.",
    "- = 1,5",
    "Write `1.5`, and thousands without a mark.",
)
NUMBER_MALFORMED = Code(
    "number-malformed",
    Severity.ERROR,
    "A numerical answer is a number, a number with a tolerance, a range, or `*`, with a unit at most.",
    "# Weeks {#weeks type=numerical}\n\nHow many?\n\n- = sixteen",
    "Write it as `16`, `16 ± 2`, `14..18` or `3.2e-4`, then at most one space and the unit.",
)
TOLERANCE_MALFORMED = Code(
    "tolerance-malformed",
    Severity.ERROR,
    "What stands after `±` is a number or a percentage, and not negative.",
    "- = 16 ± some",
    "Write `± 2` or `± 5%`.",
)
RANGE_EMPTY = Code(
    "range-empty",
    Severity.ERROR,
    "A range begins with its smaller number.",
    "- = 18..14",
    "Write `14..18`.",
)
UNIT_MISMATCH = Code(
    "unit-mismatch",
    Severity.ERROR,
    "A numerical question has one unit; its answers, and `unit` in the heading, name different ones.",
    "- = 16 weeks\n- = 4 months",
    "Use one unit in all answers.",
)
ROW_INCOMPLETE = Code(
    "row-incomplete",
    Severity.ERROR,
    "A row of a matching table has something on its left that nothing on its right belongs to.",
    "| Problem | Goal |\n| --- | --- |\n| Grief | |",
    "Fill the second cell; a distractor has an empty first cell.",
)
ROW_TOO_LONG = Code(
    "row-too-long",
    Severity.ERROR,
    "A row of a table has more cells than its header, and Markdown would drop them in silence.",
    "| Problem | Goal |\n| --- | --- |\n| Grief | Mourning | Support |",
    "Remove the extra cells, add a column, or write `\\|` for a bar that is text.",
)
HEADER_EMPTY = Code(
    "header-empty",
    Severity.ERROR,
    "The header of a categorize table names the categories; a column without a name is none.",
    "| Grief | |\n| --- | --- |\n| Loss | Move |",
    "Name every column.",
)
CATEGORY_EMPTY = Code(
    "category-empty",
    Severity.WARNING,
    "A category has no item; learners see it all the same and nothing belongs into it.",
    "| Grief | Deficits | Disputes |\n| --- | --- | --- |\n| Loss | | Quarrel |",
    "Add an item, or leave it as a category that attracts mistakes.",
)
HOTSPOT_PICTURE = Code(
    "hotspot-picture",
    Severity.ERROR,
    "A hotspot asks for a click on a picture, which stands alone in the paragraph before its areas.",
    "# Circle {#circle type=hotspot}\n\nWhere?\n\n- [x] circle 50,50 12",
    "Put the picture in a paragraph of its own right before the list of areas.",
)
AREA_MALFORMED = Code(
    "area-malformed",
    Severity.ERROR,
    "An area of a hotspot is a rectangle, a circle or a polygon in the picture's pixels.",
    "- [x] rect 10,10",
    "Write `rect 10,10 40,30` (two corners), `circle 50,50 12` (centre and radius) or `poly 1,1 5,1 3,4` (three points or more).",
)
GAP_EMPTY = Code(
    "gap-empty",
    Severity.ERROR,
    "A gap, or one of its alternatives, holds nothing.",
    "Grief is a [[]].",
    "Write what is accepted between the brackets.",
)
GAP_MIXED = Code(
    "gap-mixed",
    Severity.ERROR,
    "A gap is typed, numerical or a menu; this one mixes them.",
    "Grief is a [[(x) loss | role]].",
    "Begin every entry of a menu with `(x)`, `( )` or a weight; or none.",
)
GAP_AND_ANSWERS = Code(
    "gap-and-answers",
    Severity.ERROR,
    "A question has gaps in its text and a list of answers after it; it can have only one of the two.",
    "IPT works on [[relationships]].\n\n- [x] True\n- [ ] False",
    "Take out the list, or write `\\[[` for two brackets that are text.",
)
NO_GAP = Code(
    "no-gap",
    Severity.ERROR,
    "A cloze question has no gap.",
    "# Text {#text type=cloze}\n\nIPT works on relationships.",
    "Write what the learner fills in between `[[` and `]]`.",
)
