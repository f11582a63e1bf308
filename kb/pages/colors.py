"""Colors of the vocabulary, made readable on both of the site's backgrounds.

Contrast is that of the Web Content Accessibility Guidelines 2.2: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
"""

from __future__ import annotations

LIGHT = "#fdfcf9"
DARK = "#15181b"
"""The backgrounds of `assets/css/0-colors.css`."""
TINT = 0.10
"""How much of a color its badge's background holds."""
ENOUGH = 4.6
"""A little more than the 4.5 that level AA asks of text, for rounding."""

_Rgb = tuple[float, float, float]


def readable(color: str, background: str) -> str:
    """The color, darker or lighter by as little as it takes to be read on `background` and on its own tint of it."""
    wanted, ground = _rgb(color), _rgb(background)
    toward = (0.0, 0.0, 0.0) if _luminance(ground) > 0.5 else (255.0, 255.0, 255.0)
    for step in range(101):
        mixed = _mix(wanted, toward, step / 100)
        if min(_contrast(mixed, ground), _contrast(mixed, _mix(ground, mixed, TINT))) >= ENOUGH:
            return _hex(mixed)
    return _hex(toward)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colors, from 1 to 21."""
    return _contrast(_rgb(one), _rgb(other))


def _contrast(one: _Rgb, other: _Rgb) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: _Rgb) -> float:
    red, green, blue = (
        part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in color
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mix(one: _Rgb, other: _Rgb, share: float) -> _Rgb:
    red, green, blue = (a + (b - a) * share for a, b in zip(one, other, strict=True))
    return red, green, blue


def _rgb(color: str) -> _Rgb:
    return float(int(color[1:3], 16)), float(int(color[3:5], 16)), float(int(color[5:7], 16))


def _hex(color: _Rgb) -> str:
    return "#" + "".join(f"{round(part):02x}" for part in color)
