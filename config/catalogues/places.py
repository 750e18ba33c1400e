"""Where texts come from: our own apps and the packages that show pages of theirs to people."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import django
from django.apps import AppConfig, apps
from django.conf import settings
from django.utils.translation import to_locale

CODE, TEMPLATES = frozenset({".py"}), frozenset({".html", ".txt"})
PASSED_OVER = frozenset({"migrations", "__pycache__", "locale", "conf", "node_modules"})


def locale_folder() -> Path:
    """Return the folder of our catalogues."""
    return Path(settings.LOCALE_PATHS[0])


def locales() -> list[str]:
    """Return the languages of this installation as folders call them: es, pt_BR, en."""
    return [to_locale(code) for code, _ in settings.LANGUAGES]


def source_locale() -> str:
    """Return the language that our own texts are written in."""
    return to_locale(settings.LANGUAGE_CODE)


def is_ours(app: AppConfig) -> bool:
    return Path(app.path).parent == Path(settings.BASE_DIR)


def our_files() -> Iterator[tuple[Path, str]]:
    """Return our files that may hold texts, each with its name from the top of the checkout."""
    for app in apps.get_app_configs():
        if is_ours(app):
            yield from files_below(Path(app.path), Path(settings.BASE_DIR))


def their_files() -> Iterator[tuple[Path, str]]:
    """Return the same of the packages that are installed as apps, and of Django; their parts that are off are left out."""
    names = {app.name for app in apps.get_app_configs() if not is_ours(app)}
    roots = {root_of(app) for app in apps.get_app_configs() if not is_ours(app)} | {Path(django.__file__).parent}
    for root in sorted(roots):
        for path, name in files_below(root, root.parent):
            if is_on(name, names):
                yield path, name


def root_of(app: AppConfig) -> Path:
    """Return the folder of the package that an app is a part of: `unfold` for `unfold.contrib.filters`."""
    return Path(app.path).parents[app.name.count(".")] / app.name.split(".")[0]


def is_on(name: str, apps_on: set[str]) -> bool:
    """Return whether a file belongs to no `contrib` part of its package, or to one that is installed."""
    parts = Path(name).parts
    if len(parts) < 4 or parts[1] != "contrib":
        return True
    return ".".join(parts[:3]) in apps_on


def files_below(folder: Path, top: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts
        of_use = path.suffix in CODE or (path.suffix in TEMPLATES and "templates" in inside)
        if of_use and not PASSED_OVER & set(inside):
            yield path, path.relative_to(top).as_posix()


def their_catalogues(locale: str) -> Iterator[Path]:
    """Return the compiled catalogues of Django and of the packages in a language."""
    folders = [Path(django.__file__).parent / "conf"]
    folders += [Path(app.path) for app in apps.get_app_configs() if not is_ours(app)]
    for folder in folders:
        file = folder / "locale" / locale / "LC_MESSAGES" / "django.mo"
        if file.is_file():
            yield file
