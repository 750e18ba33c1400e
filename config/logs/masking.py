"""Hides secrets and persons in text: by shape (a phone, a token) and by the name in front (`password=`, `"text":`).

One compiled pattern runs over each line once. What it cannot see is a name or a message in plain prose: log ids.
"""

from __future__ import annotations

import re

from config.logs.digits import CANDIDATE, mask_digits
from config.logs.names import Kind, kind_of

MASK = "***"
HIDDEN = (Kind.WORD, Kind.PHRASE, Kind.LINE)
MOST_TEXT = 32_000  # characters looked at; a longer text is cut at a blank, so that no half secret stays

# Nearly everything starts where a word does, so inside a word little is tried. The empty group that ends a branch says
# which one it was; in front it would cost the engine its quick look at the first character. Strangers choose the paths
# that we log, so whatever might be sought to the end of the text from many places has a limit.
FINDER = re.compile(
    rf"""
    (?<![0-9A-Za-z])(?:
      [0-9a-fA-F]{{8}}(?:-[0-9a-fA-F]{{4}}){{3}}-[0-9a-fA-F]{{12}}(?![0-9A-Za-z])(?P<uuid>)
    | {CANDIDATE}(?P<digits>)
    | /(?<=://)(?P<user>[^\s/:@"'<>]*)(?::(?!\d{{1,5}}(?:[/?\#\s"']|$))[^\s"'<>]{{0,300}})?@(?P<login>)
    | [Bb]earer\s+(?!\w+=\w)[^\s"',;]{{6,}}(?P<bearer>)
    | Basic\s+(?=[A-Za-z0-9+/]*[0-9=])[A-Za-z0-9+/]{{6,}}={{0,2}}(?P<basic>)
    | (?:EAA|APP_USR-|csj_|TEST-(?=[\w-]{{0,80}}\d)(?=[\w-]{{16}})|eyJ(?=[\w-]{{8,200}}\.))[\w.-]{{8,}}(?P<token>)
    | wamid\.[A-Za-z0-9+/=_-]{{16,}}(?P<wamid>)
    | [A-Z]{{2}}\.(?:ENT\.)?(?=[A-Za-z]*\d)[A-Za-z0-9]{{8,128}}(?![A-Za-z0-9])(?P<bsuid>)
    | [sv](?:ha1|ha256|1)=[0-9a-fA-F]{{16,}}(?P<digest>)
    | entrar/(?:clave/[\w-]+/)?[^\s/"']{{8,}}(?P<door>)  # a log-in link, or one that sets a password
    | [LFi](?P<said>INE\ \d+:|ailing\ row\ contains|nvalid\ input\ (?:syntax|value)\ for\ [^:\n]{{1,80}}:)
      \ [^\n]+(?P<quoted>)
    | \([\w,\ ]+\)=\((?P<columns>)  # Postgres: Key (phone)=(...)
    | [\w.+-](?<![\w.+-].)(?P<rest>[\w.+-]*+)
      (?:(?:@|%40)(?:[\w-]+\.)+[^\W\d_]{{2,}}(?P<email>)|\\*+["']?\s*+(?:=>|=(?!=)|:=?)[ \t]*+(?P<named>))
    )
    | (?P<escape>%2[Bb]|\\[nrt]){CANDIDATE}(?P<escaped>)
    """,
    re.VERBOSE,
)
# A quoted value ends at its own quote, however deep that is escaped, or with the text if the text was cut.
QUOTED = re.compile(
    r"""([bBuUrRfF]{0,2}(?:(?P<plain>["'])|(?P<deep>\\+["'])))"""
    r"""(?(plain)(?:\\.|(?!(?P=plain))[^\\])*|(?:.*?(?<!\\)(?=(?P=deep))|.*))""",
    re.DOTALL,
)
# Values that say nothing; an opening bracket is passed over, since the names inside it are met next.
NOTHING = re.compile(r"(?:None|null|[Tt]rue|[Ff]alse)(?![\w.-])|[{(]|\*\*\*|$")
LIST = re.compile(r"(\[)[^\]]*")
WORD = re.compile(r"""()(?:[Bb]earer\s+|Basic\s+)?[^\s&"'}\\]+(?:[^\S\n]+[\d().+-]+(?![\w=]))*""")
PHRASE = re.compile(r"()[^\n]*?(?=[\s,;&][\w.-]+=|\n|\\n|$)")
LINE = re.compile(r"""()[^\n"']+""")
UNQUOTED = {Kind.WORD: WORD, Kind.PHRASE: PHRASE, Kind.LINE: LINE}
NUMBER = re.compile(r"""["']?\d+(?:\.\d+)?(?![\w.-])""")
SURROGATE = re.compile(r"[\ud800-\udfff]")


def mask_text(text: str) -> str:
    """Return a text without its secrets; what is harmless stays as it is."""
    if len(text) > MOST_TEXT:
        text = f"{text[:MOST_TEXT].rpartition(' ')[0]} ... ({len(text)} characters)"
    if not text.isascii():
        text = SURROGATE.sub("\ufffd", text)
    parts: list[str] = []
    done = 0
    while found := FINDER.search(text, done):
        parts.append(text[done : found.start()])
        shown, done = hide_named(found) if found.lastgroup == "named" else hide_shaped(found)
        parts.append(shown)
    return "".join([*parts, text[done:]]) if parts else text


def hide_shaped(found: re.Match[str]) -> tuple[str, int]:
    """Return what to show for something known by its shape, and where the text goes on."""
    whole, end = found[0], found.end()
    match found.lastgroup:
        case "uuid":
            return whole, end
        case "digits":
            return mask_digits(whole), end
        case "escaped":
            return found["escape"] + mask_digits(whole.removeprefix(found["escape"])), end
        case "login":
            return (f"/{found['user']}:{MASK}@" if ":" in whole else f"/{MASK}@"), end
        case "bearer" | "basic":
            return f"{whole.split()[0]} {MASK}", end
        case "wamid":
            # The guest's phone is in its first half; the end still tells one message from another.
            return f"wamid.{MASK}{whole[-8:] if len(whole) > 46 else ''}", end
        case "door":
            return f"entrar/{MASK}", end
        case "quoted":
            return f"{whole[0]}{found['said']} {MASK}", end
        case "columns":
            return hide_columns(found)
        case _:
            return MASK, end


def hide_columns(found: re.Match[str]) -> tuple[str, int]:
    """Return what to show for `(tenant_id, phone)=(1, +54 ...)`: a private column takes the rest of the line along."""
    end = found.end()
    if not any(kind_of(name.strip()) in HIDDEN for name in found[0].strip("()=").split(",")):
        return found[0], end
    line_end = found.string.find("\n", end)
    return found[0] + MASK, len(found.string) if line_end < 0 else line_end


def hide_named(found: re.Match[str]) -> tuple[str, int]:
    """Return what to show for `name=` and its value, and where the text goes on."""
    text, whole, end = found.string, found[0], found.end()
    name = whole[0] + found["rest"]
    if text[found.start() - 1 : found.start()] == "\\" and name[0] in "nrt":
        name = name[1:]  # the escape of a quoted text: "...\ntoken=..."
    kind = kind_of(name.rpartition(".")[2])
    if kind is Kind.NUMBER and (number := NUMBER.match(text, end)):
        return whole + number[0], number.end()
    if kind not in HIDDEN or NOTHING.match(text, end):
        return whole, end
    for form in (QUOTED, LIST, UNQUOTED[kind]):
        if value := form.match(text, end):
            return f"{whole}{value[1]}{MASK}", value.end()
    return whole, end
