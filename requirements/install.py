"""Makes .venv and installs the locked requirements into it: the first steps of `make run` and `make test`.

Runs before anything is installed, so it uses the standard library alone, in words that an old Python can read: an old
Python must get as far as saying that it is too old.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import threading
import time
import venv

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
OLDEST = (3, 11)
NEEDED_BYTES = 900 * 1000 * 1000
STEPS = 6
# Numbered with the steps of `manage.py up`, which follow.
UV = os.path.join(ROOT, "requirements", "uv.txt")


class Stop(Exception):
    """What to tell the person, in one sentence with the mend."""


def main(arguments):
    """Install what the arguments name (base, dev) unless it is there already."""
    names = arguments or ["base"]
    files = [os.path.join(ROOT, "requirements", name + ".txt") for name in names]
    check_python()
    wanted = {os.path.join(VENV, "installed-" + name): fingerprint(path) for name, path in zip(names, files)}
    if all(read(stamp) == mark for stamp, mark in wanted.items()):
        say(1, "Python %s, dependencies already installed" % version())
        return
    check_room()
    say(1, "Python %s: making .venv" % version())
    make_venv()
    say(2, "Installing the locked dependencies")
    install(files)
    for stamp, mark in wanted.items():
        with open(stamp, "w") as file:
            file.write(mark)


def version():
    return "%d.%d.%d" % sys.version_info[:3]


def check_python():
    """Go on with a newer Python if this one is too old and another is there."""
    if sys.version_info[:2] >= OLDEST:
        return
    for minor in (13, 12, 11, 14):
        found = shutil.which("python3.%d" % minor)
        if found and runs(found):
            os.execv(found, [found] + sys.argv)
    raise Stop("Python %s is too old: install Python 3.11 or newer and run again with PYTHON=/its/path." % version())


def runs(python):
    """Return whether this is a Python; some machines have commands by that name that only say what is missing."""
    return subprocess.call([python, "-c", ""], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0


def check_room():
    if shutil.disk_usage(ROOT).free < NEEDED_BYTES:
        raise Stop("The disk is nearly full: free 900 MB below %s and run again." % ROOT)


def fingerprint(path):
    """Name what should be installed: by the lock file and the Python that it is installed for."""
    with open(path, "rb") as file:
        return hashlib.sha256(sys.version.encode() + file.read()).hexdigest()


def read(path):
    try:
        with open(path) as file:
            return file.read()
    except OSError:
        return ""


def make_venv():
    """Make .venv with pip in it; one made for another Python, or by another tool, is replaced."""
    test = "import sys, pip; sys.exit(sys.version_info[:2] != %r)" % (sys.version_info[:2],)
    if os.path.exists(PYTHON) and subprocess.call([PYTHON, "-c", test], stderr=subprocess.DEVNULL) == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    try:
        with patience("making .venv"):
            venv.EnvBuilder(with_pip=True, symlinks=True).create(VENV)
    except (subprocess.CalledProcessError, ImportError):
        shutil.rmtree(VENV, ignore_errors=True)
        raise Stop(
            "This Python cannot make virtual environments: install its venv module (Debian: apt install python3-venv)."
        )


def install(files):
    """Install with uv, which checks every hash; its cache stays in the checkout."""
    run(
        "fetching uv",
        [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", UV],
    )
    command = [PYTHON, "-m", "uv", "pip", "install", "--quiet", "--python", PYTHON, "--require-hashes"]
    for path in files:
        command += ["-r", path]
    run("installing", command)


def run(what, command):
    environment = dict(os.environ)
    environment.setdefault("UV_CACHE_DIR", os.path.join(ROOT, "var", "cache", "uv"))
    environment.setdefault("PIP_CACHE_DIR", os.path.join(ROOT, "var", "cache", "pip"))
    with patience(what):
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        output = process.communicate()[0].decode("utf-8", "replace")
    if process.returncode:
        if "No space left" in output:
            raise Stop("The disk is full: free 900 MB below %s and run again." % ROOT)
        sys.stderr.write(output)
        raise Stop("The dependencies could not be installed (above is why): check the network and run again.")


class patience:  # noqa: N801 (reads as a statement)
    """Say every moment or so that work goes on."""

    def __init__(self, what):
        self.what = what
        self.over = threading.Event()

    def __enter__(self):
        self.thread = threading.Thread(target=self.murmur)
        self.thread.start()

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()

    def murmur(self):
        begun = time.time()
        while not self.over.wait(1.5):
            sys.stdout.write("      ... %s, %d s\n" % (self.what, time.time() - begun))
            sys.stdout.flush()


def say(step, text):
    sys.stdout.write("[%d/%d] %s\n" % (step, STEPS, text))
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Stop as reason:
        sys.exit("conserje: %s" % reason)
    except OSError as error:
        sys.exit(
            "conserje: could not write below %s (%s): free some room or mend its permissions." % (ROOT, error.strerror)
        )
    except KeyboardInterrupt:
        sys.exit(130)
