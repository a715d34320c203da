"""Codes of validation: what a judge finds in a package or XML file, ours or another tool's."""

from exporter.diagnostics import Code, Severity

GRAMMAR = Code(
    "grammar-violation",
    Severity.ERROR,
    "A file does not have the structure, the values or the lengths that its format's built-in grammar asks for; an importer would refuse or misread it.",
    "exporter validate --ours quiz.zip   # with a question whose scoring names no variable",
    "Mend the named element; where this tool wrote the file, report it as a bug with the question that the finding names.",
)
MALFORMED = Code(
    "malformed-xml",
    Severity.ERROR,
    "A file is not well-formed XML, so no importer can read it.",
    "<quiz><question></quiz>",
    "Mend the XML at the place named, or make the file again with the tool that wrote it.",
)
ENCODING = Code(
    "xml-encoding",
    Severity.ERROR,
    "An XML file holds bytes that are not of its encoding (UTF-8 where it names none).",
    "a file saved as Windows-1252 that says UTF-8",
    "Save the file as UTF-8.",
)
TOO_DEEP = Code(
    "xml-too-deep",
    Severity.ERROR,
    "An XML file nests elements deeper than any question does; it is made to break readers.",
    "ten thousand `<div>` in each other",
    "Ask where the file comes from.",
)
HUGE_TEXT = Code(
    "xml-huge-text",
    Severity.ERROR,
    "A single text of an XML file is over ten million characters, the most that XML readers take.",
    "a video of 10 MB in one `<file>` of a Moodle XML file",
    "Make the embedded file smaller, or link to it.",
)
ENTITY_BOMB = Code(
    "entity-bomb",
    Severity.ERROR,
    "The file declares entities made of entities, which multiply when they are read (billion laughs). It is not read.",
    '<!DOCTYPE quiz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>',
    "Ask where the file comes from.",
)
EXTERNAL_ENTITY = Code(
    "external-entity",
    Severity.ERROR,
    "The file declares an entity that is read from another file or address, which would give away what it names. It is not read.",
    '<!DOCTYPE quiz [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    "Ask where the file comes from.",
)
ENTITY = Code(
    "entity-declared",
    Severity.ERROR,
    "The file declares entities of its own, which importers refuse or leave out. It is not read further.",
    '<!DOCTYPE quiz [<!ENTITY ipt "interpersonal therapy">]>',
    "Write the text itself in place of the entity.",
)
DOCTYPE = Code(
    "doctype",
    Severity.NOTE,
    "The file names a document type by address; it is never fetched, and what it would add (default values) is not there.",
    '<!DOCTYPE questestinterop SYSTEM "ims_qtiasiv1p2p1.dtd">',
    "Nothing need be done.",
)
NAMESPACE = Code(
    "wrong-namespace",
    Severity.ERROR,
    "The root element has no namespace, or one that its format does not have: importers take the file for another format or for none.",
    '<manifest xmlns="http://example.org/manifest">',
    "Use the namespace of the format's specification, letter by letter.",
)
NO_MANIFEST = Code(
    "no-manifest",
    Severity.ERROR,
    "The package has no `imsmanifest.xml` at its top, so an importer does not know what is in it.",
    "a zip whose only member is `quiz/imsmanifest.xml`",
    "Pack the files themselves, not the folder that holds them; where there is no manifest at all, export again.",
)
MISSING_FILE = Code(
    "missing-file",
    Severity.ERROR,
    "A file that is named or shown is not in the package (or, in Moodle XML, not embedded where it is used).",
    '<file href="media/loop.png"/>   # without that file in the package',
    "Put the file into the package, or mend the name: paths are case-sensitive.",
)
SCRIPT = Code(
    "script-inside",
    Severity.WARNING,
    "A text, page or drawing holds a script. Canvas strips it, and so does Moodle from a cartridge's pages; in the questions of a Moodle XML file and in drawings it runs for everyone who looks.",
    '<p onclick="alert(1)">',
    "Say it without a script.",
)
UNLISTED_FILE = Code(
    "unlisted-file",
    Severity.WARNING,
    "A file is not listed in the manifest, or not with the item that shows it; importers leave it behind.",
    "a picture in the zip that no `<file>` names",
    "List it as a `<file>` of a resource, or leave it out.",
)
UNUSED_FILE = Code(
    "unused-file",
    Severity.WARNING,
    "A file is embedded in a text that does not show it.",
    '<file name="loop.png">   # in a question whose text does not show @@PLUGINFILE@@/loop.png',
    "Leave it out, or embed it in the text that shows it: each text has files of its own.",
)
DUPLICATE_IDENT = Code(
    "duplicate-identifier",
    Severity.ERROR,
    "Two things that must be told apart have the same identifier; an importer keeps one of them, or mixes them up.",
    '<item ident="q1"> ... <item ident="q1">',
    "Give each its own identifier.",
)
MISSING_IDENT = Code(
    "missing-identifier",
    Severity.WARNING,
    "A question or a resource has no identifier, or an empty one: nothing can name it, and importers mix it up with others.",
    '<item ident="">',
    "Give each an identifier of its own.",
)
RESOURCE_TYPE = Code(
    "resource-type",
    Severity.ERROR,
    "A resource of the manifest is of a type that does not exist, or that its file is not: importers go by the type, and leave it out or misread it. It is a warning where the importers that we know take both.",
    '<resource type="imsqti_xmlv1p3" href="quiz.xml">   # QTI 1.2 is imsqti_xmlv1p2',
    "Write the type of what the file is, letter by letter.",
)
DANGLING = Code(
    "dangling-reference",
    Severity.ERROR,
    "An identifier is named that nothing has: what it refers to is lost in the import.",
    '<assessmentItemRef identifier="q7" href="q7.xml"/>   # without that item',
    "Mend the identifier, or add what it names.",
)
UNKNOWN_CHOICE = Code(
    "unknown-choice",
    Severity.ERROR,
    "A key or a score names a choice or a response that the question does not have: the right answer can't be given.",
    '<varequal respident="response1">9</varequal>   # without a choice 9',
    "Name one of the question's own choices.",
)
UNDECLARED_OUTCOME = Code(
    "undeclared-outcome",
    Severity.ERROR,
    "The scoring sets or reads a variable that is never declared, so the score is lost.",
    '<setvar varname="POINTS">   # where only SCORE is declared',
    "Declare the variable, or use the declared one.",
)
NO_RIGHT_ANSWER = Code(
    "no-right-answer",
    Severity.WARNING,
    "No answer of the question earns full marks, so nobody can reach its points.",
    '<answer fraction="50">   # and none of 100',
    "Give one answer 100 %.",
)
TWO_FULL_MARKS = Code(
    "two-full-marks",
    Severity.WARNING,
    "A question takes one answer, but each of several choices earns full marks: learners who know better guess which is meant.",
    '<answer fraction="100">   # twice, where <single> is true',
    "Mark one choice as right, or let the question take several answers.",
)
RESPONSE_TYPE = Code(
    "response-type",
    Severity.ERROR,
    "A response is declared as another kind of value than its interaction gives or its key holds: no answer can be right, or a player stops.",
    '<responseDeclaration cardinality="single" baseType="string">   # of a choiceInteraction',
    "Declare the cardinality and the base type that the interaction has, and keys of that type.",
)
NEVER_SHOWN = Code(
    "never-shown",
    Severity.WARNING,
    "A feedback waits for a value that the scoring never gives, so no learner sees it.",
    '<modalFeedback outcomeIdentifier="FEEDBACK" identifier="right">   # where FEEDBACK is only ever set to `correct`',
    "Name a value that the scoring gives, or let the scoring give it.",
)
BAD_PATTERN = Code(
    "bad-pattern",
    Severity.ERROR,
    "The pattern that a typed answer is held against is no regular expression of XML Schema: a player stops at it, or takes every answer for wrong.",
    '<patternMatch pattern="(grief">',
    "Mend the pattern: close what is open, and write `\\\\` before a sign that stands for itself.",
)
FRACTION = Code(
    "fraction-not-listed",
    Severity.ERROR,
    "Moodle takes only certain percentages for an answer; another one stops the import or is changed to its neighbour.",
    '<answer fraction="33">',
    "Use a value of Moodle's list with five decimals, such as 33.33333.",
)
DUPLICATE_IDNUMBER = Code(
    "duplicate-idnumber",
    Severity.ERROR,
    "Two questions of a category have the same ID number (capitals do not tell them apart): Moodle stores the second without it.",
    "<idnumber>ipt-focus</idnumber>   # twice in a category",
    "Give each question of a category its own ID number.",
)
IMPORT_FAILS = Code(
    "import-fails",
    Severity.ERROR,
    "The importer of the learning platform stops at this with an error, and the question or everything after it is lost.",
    "<penalty></penalty>   # Moodle stops at an empty number",
    "Mend it as the hint says.",
)
IMPORT_CHANGES = Code(
    "import-changes",
    Severity.WARNING,
    "The importer of the learning platform takes this, but shortens, changes or drops something without a word.",
    "<name><text>(a name of 300 characters)</text></name>   # Moodle cuts it at 255",
    "Mend it as the hint says, or accept the change.",
)
UNUSABLE = Code(
    "question-unusable",
    Severity.ERROR,
    "The learning platform takes the question, but stops with an error when somebody starts it, and with it the whole quiz.",
    '<question type="calculated">   # without <dataset_definitions>',
    "Add what the question lacks, or write it as another type.",
)
CLASSIC_IMPORT_FAILS = Code(
    "classic-import-fails",
    Severity.WARNING,
    "Canvas's importer for classic quizzes stops at this and imports nothing; its New Quizzes read it.",
    'rarea="square"   # the form that New Quizzes writes for a hotspot',
    "Import the package into New Quizzes only.",
)
