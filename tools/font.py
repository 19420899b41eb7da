"""Cuts the Arabic font to the letters that names and texts here need: 34 KB for all weights, not 166 KB. And makes of the
font of letters, which comes as one file for all weights, the files that the typesetter reads.

python -m tools.font SOURCE.woff2 TARGET.woff2
python -m tools.font --letters FOLDER-OF-SOURCES TARGET-FOLDER
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

LETTERS_AND_MARKS = range(0x0621, 0x0656)
MORE_LETTERS = (0x0670, 0x0671, 0x067E, 0x0686, 0x0698, 0x06A9, 0x06AF, 0x06CC)  # also Persian پ چ ژ ک گ ی
PUNCTUATION = (0x060C, 0x061B, 0x061F)
DIGITS_AND_SIGNS = range(0x0660, 0x066E)  # Arabic-Indic digits, per cent, decimal and thousands signs
SPACES_AND_JOINERS = (0x0020, 0x00A0, 0x200C, 0x200D)
LETTERS = [*LETTERS_AND_MARKS, *MORE_LETTERS, *PUNCTUATION, *DIGITS_AND_SIGNS, *SPACES_AND_JOINERS]


def cut(source: str, target: str) -> None:
    """Write the subset; the same source gives the same bytes, so that cached copies stay valid."""
    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = [
        "ccmp",
        "locl",
        "init",
        "medi",
        "fina",
        "rlig",
        "liga",
        "mark",
        "mkmk",
        "kern",
        "tnum",
    ]
    options.hinting = False
    options.name_IDs = [0, 1, 2, 5, 13, 14]
    options.recalc_timestamp = False
    font = subset.load_font(source, options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=LETTERS)
    cutter.subset(font)
    subset.save_font(font, target, options)


def letters(sources: Path, target: Path) -> None:
    """Write regular and bold for either script. Each script is a family of its own: the typesetter looks a letter up in the
    first, then in the second."""
    target.mkdir(parents=True, exist_ok=True)
    for script, family in (("arabic", "Malath Arabic"), ("latin", "Malath Latin")):
        for weight, style in ((400, "Regular"), (700, "Bold")):
            font = TTFont(sources / f"vazirmatn-{script}-wght-normal.woff2", recalcTimestamp=False)
            font = instancer.instantiateVariableFont(font, {"wght": weight})
            rename(font, family, style)
            font["OS/2"].usWeightClass = weight
            font.flavor = None
            font.save(target / f"{script}-{style}.ttf")


def rename(font: TTFont, family: str, style: str) -> None:
    called = {1: family, 2: style, 4: f"{family} {style}", 6: f"{family}-{style}".replace(" ", ""), 16: family, 17: style}
    for name in font["name"].names:
        name.string = called.get(name.nameID, name.string)


if __name__ == "__main__":
    if sys.argv[1] == "--letters":
        letters(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        cut(sys.argv[1], sys.argv[2])
