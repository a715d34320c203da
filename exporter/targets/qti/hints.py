"""The word on the button that asks for a hint, in the languages whose words we know."""

from __future__ import annotations

_WORDS = {
    "ar": "تلميح", "bg": "Подсказка", "ca": "Pista", "cs": "Nápověda", "da": "Vink", "de": "Hinweis", "el": "Υπόδειξη",
    "en": "Hint", "es": "Pista", "et": "Vihje", "fa": "راهنمایی", "fi": "Vihje", "fr": "Indice", "he": "רמז",
    "hi": "संकेत", "hr": "Savjet", "hu": "Segítség", "id": "Petunjuk", "it": "Suggerimento", "ja": "ヒント",
    "ko": "힌트", "lt": "Užuomina", "lv": "Mājiens", "nb": "Hint", "nl": "Hint", "nn": "Hint", "no": "Hint",
    "pl": "Wskazówka", "pt": "Dica", "ro": "Indiciu", "ru": "Подсказка", "sk": "Pomôcka", "sl": "Namig",
    "sv": "Ledtråd", "tr": "İpucu", "uk": "Підказка", "vi": "Gợi ý", "zh": "提示",
}  # fmt: skip


def hint_title(language: str) -> str:
    """Return the word in a BCP 47 language; English where we do not know it."""
    return _WORDS.get(language.lower().split("-")[0], _WORDS["en"])
