"""What the writers for learning platforms must know of languages: direction, and the few words that we add."""

from __future__ import annotations

import html
from functools import lru_cache
from typing import Literal

Label = Literal["references", "rubric", "model-answer"]

_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "ps", "sd", "ug", "ur", "yi"})
_RIGHT_TO_LEFT_SCRIPTS = frozenset({"adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"})
_SCRIPT_LENGTH = 4
"""Letters of the subtag of a language that names its script (BCP 47)."""

_LABELS: dict[str, tuple[str, str, str]] = {
    "ar": ("المراجع", "معايير التقييم", "إجابة نموذجية"),
    "bg": ("Литература", "Критерии за оценяване", "Примерен отговор"),
    "ca": ("Referències", "Rúbrica", "Resposta model"),
    "cs": ("Literatura", "Kritéria hodnocení", "Vzorová odpověď"),
    "da": ("Referencer", "Bedømmelseskriterier", "Vejledende svar"),
    "de": ("Literatur", "Bewertungskriterien", "Musterantwort"),
    "el": ("Βιβλιογραφία", "Κριτήρια αξιολόγησης", "Υπόδειγμα απάντησης"),
    "en": ("References", "Rubric", "Model answer"),
    "es": ("Referencias", "Rúbrica", "Respuesta modelo"),
    "et": ("Viited", "Hindamiskriteeriumid", "Näidisvastus"),
    "fa": ("منابع", "معیارهای ارزیابی", "پاسخ نمونه"),
    "fi": ("Lähteet", "Arviointikriteerit", "Mallivastaus"),
    "fr": ("Références", "Grille d’évaluation", "Réponse type"),
    "he": ("מקורות", "מחוון", "תשובה לדוגמה"),
    "hi": ("संदर्भ", "मूल्यांकन मानदंड", "आदर्श उत्तर"),
    "hr": ("Literatura", "Kriteriji vrednovanja", "Ogledni odgovor"),
    "hu": ("Irodalom", "Értékelési szempontok", "Mintaválasz"),
    "id": ("Referensi", "Rubrik", "Contoh jawaban"),
    "it": ("Riferimenti", "Griglia di valutazione", "Risposta modello"),
    "ja": ("参考文献", "採点基準", "模範解答"),
    "ko": ("참고 문헌", "채점 기준", "모범 답안"),
    "lt": ("Literatūra", "Vertinimo kriterijai", "Pavyzdinis atsakymas"),
    "lv": ("Atsauces", "Vērtēšanas kritēriji", "Atbildes paraugs"),
    "nb": ("Referanser", "Vurderingskriterier", "Modellsvar"),
    "nl": ("Bronnen", "Beoordelingscriteria", "Modelantwoord"),
    "nn": ("Referansar", "Vurderingskriterium", "Modellsvar"),
    "no": ("Referanser", "Vurderingskriterier", "Modellsvar"),
    "pl": ("Literatura", "Kryteria oceny", "Odpowiedź wzorcowa"),
    "pt": ("Referências", "Critérios de avaliação", "Resposta modelo"),
    "ro": ("Referințe", "Criterii de evaluare", "Răspuns model"),
    "ru": ("Литература", "Критерии оценки", "Образец ответа"),
    "sk": ("Literatúra", "Kritériá hodnotenia", "Vzorová odpoveď"),
    "sl": ("Viri", "Merila za ocenjevanje", "Vzorčni odgovor"),
    "sv": ("Referenser", "Bedömningskriterier", "Modellsvar"),
    "tr": ("Kaynaklar", "Değerlendirme ölçütleri", "Örnek yanıt"),
    "uk": ("Література", "Критерії оцінювання", "Зразок відповіді"),
    "vi": ("Tài liệu tham khảo", "Tiêu chí chấm điểm", "Đáp án mẫu"),
    "zh": ("参考文献", "评分标准", "参考答案"),
    "zh-hant": ("參考文獻", "評分標準", "參考答案"),
}
_PLACES: dict[Label, int] = {"references": 0, "rubric": 1, "model-answer": 2}
_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})


@lru_cache(maxsize=256)
def direction(language: str) -> Literal["ltr", "rtl"]:
    """Return the direction in which a BCP 47 language is written, by its script where the tag names one."""
    parts = language.lower().split("-")
    scripts = [part for part in parts[1:] if len(part) == _SCRIPT_LENGTH and part.isalpha()]
    if scripts:
        return "rtl" if scripts[0] in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if parts[0] in _RIGHT_TO_LEFT else "ltr"


def language_attributes(lang: str) -> str:
    """Return ` lang` and, for scripts from right to left, ` dir` for a start tag."""
    towards = ' dir="rtl"' if direction(lang) == "rtl" else ""
    return f' lang="{html.escape(lang)}"{towards}'


def foreign_attributes(lang: str | None, around: str) -> str:
    """Return the attributes of a text in a language of its own; nothing where it is that of the text around it."""
    return language_attributes(lang) if lang and lang != around else ""


def is_traditional(language: str) -> bool:
    """Return whether a language is Chinese in its traditional characters, by its script or region."""
    base, *rest = language.lower().split("-")
    return base == "zh" and "hans" not in rest and not _TRADITIONAL.isdisjoint(rest)


def label(name: Label, language: str) -> str:
    """Return the heading of that part of a question in a BCP 47 language; English where we do not know it."""
    key = "zh-hant" if is_traditional(language) else language.lower().split("-")[0]
    return _LABELS.get(key, _LABELS["en"])[_PLACES[name]]
