from dataclasses import dataclass


@dataclass
class Refusal:
    kind: str = "unknown"


def explain(code, text):
    return Refusal("brand_not_allowed" if "not allowed" in text else "unknown")


def is_warning(text):
    return "référencer" in text.lower()
