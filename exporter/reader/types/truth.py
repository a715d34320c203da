"""The words for true and false in many languages, by which a true-false question is known."""

from __future__ import annotations

from exporter.typed import undirected

WORDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "ar": (("صحيح", "صواب", "صح"), ("خطأ", "خاطئ")),
    "bg": (("вярно", "истина"), ("невярно", "грешно", "лъжа")),
    "ca": (("vertader", "cert"), ("fals",)),
    "cs": (("pravda", "ano", "správně"), ("nepravda", "ne", "špatně")),
    "da": (("sandt", "rigtigt"), ("falsk", "forkert")),
    "de": (("wahr", "richtig"), ("falsch",)),
    "el": (("σωστό", "αληθές", "σωστο"), ("λάθος", "ψευδές", "λαθοσ")),
    "en": (("true",), ("false",)),
    "es": (("verdadero", "cierto"), ("falso",)),
    "et": (("õige", "tõene"), ("vale", "väär")),
    "eu": (("egia", "zuzena"), ("gezurra", "okerra")),
    "fa": (("درست", "صحیح"), ("نادرست", "غلط")),
    "fi": (("tosi", "oikein"), ("epätosi", "väärin")),
    "fr": (("vrai",), ("faux",)),
    "ga": (("fíor",), ("bréagach",)),
    "gl": (("verdadeiro", "certo"), ("falso",)),
    "he": (("נכון",), ("לא נכון", "שגוי")),
    "hi": (("सही", "सत्य"), ("गलत", "ग़लत", "असत्य")),
    "hr": (("točno", "istina"), ("netočno", "laž")),
    "hu": (("igaz",), ("hamis",)),
    "id": (("benar",), ("salah",)),
    "is": (("satt", "rétt"), ("ósatt", "rangt")),
    "it": (("vero",), ("falso",)),
    "ja": (("正しい", "真", "正"), ("誤り", "間違い", "偽", "誤")),
    "ko": (("참", "맞음"), ("거짓", "틀림")),
    "lt": (("tiesa", "teisinga"), ("netiesa", "neteisinga", "melas")),
    "lv": (("patiess", "pareizi"), ("aplams", "nepareizi")),
    "ms": (("benar", "betul"), ("salah", "palsu")),
    "nb": (("sant", "riktig"), ("usant", "galt", "feil")),
    "nl": (("waar", "juist"), ("onwaar", "niet waar", "onjuist")),
    "nn": (("sant", "rett"), ("usant", "gale", "feil")),
    "no": (("sant", "riktig"), ("usant", "galt", "feil")),
    "pl": (("prawda",), ("fałsz",)),
    "pt": (("verdadeiro", "certo"), ("falso", "errado")),
    "ro": (("adevărat",), ("fals",)),
    "ru": (("верно", "правда", "истина"), ("неверно", "неправда", "ложь")),
    "sk": (("pravda", "správne"), ("nepravda", "nesprávne")),
    "sl": (("drži", "pravilno", "res"), ("ne drži", "nepravilno", "ni res")),
    "sr": (("тачно", "tačno"), ("нетачно", "netačno")),
    "sv": (("sant", "rätt"), ("falskt", "fel")),
    "sw": (("kweli",), ("si kweli", "uongo")),
    "th": (("ถูก", "จริง"), ("ผิด", "เท็จ")),
    "tr": (("doğru",), ("yanlış",)),
    "uk": (("правда", "істина", "правильно"), ("неправда", "хибність", "неправильно")),
    "vi": (("đúng",), ("sai",)),
    "zh": (("对", "正确", "真", "對", "正確"), ("错", "错误", "假", "錯", "錯誤")),
}
"""Language (BCP 47, primary) to the words for true and for false, in lower case."""


def truth_of(word: str, language: str) -> bool | None:
    """Return what the word says in that language or in English, in any case; None for any other word."""
    folded = undirected(word).strip().rstrip(".。 ").casefold()
    for code in (language.split("-", maxsplit=1)[0].casefold(), "en"):
        true_words, false_words = WORDS.get(code, ((), ()))
        if folded in {each.casefold() for each in true_words}:
            return True
        if folded in {each.casefold() for each in false_words}:
            return False
    return None
