#!/bin/sh
# All set-up behind `make`. Fast when there is nothing to do, and says what it does otherwise.
#
#   set-up.sh site      .venv with the locked packages that a build needs
#   set-up.sh test      the same and what the checks need, a browser and nginx
#   set-up.sh lock      the same as test and what writes the locks
#   set-up.sh audit     the same as test, and what asks for known weaknesses, in an environment of its own
#   set-up.sh browser   prints the path of the browser that the tests drive
#   set-up.sh nginx     prints the path of the nginx that the tests start
#
# What a fresh Debian lacks (python3-venv, chromium, nginx) is installed by apt-get when we are root; otherwise we stop and
# say what to install. Set PYTHON to choose the interpreter, DATELINE_BROWSER the browser, DATELINE_NGINX the nginx.
set -eu
cd "$(dirname "$0")/.."

# Settings for other projects must not bend this one's environment; where packages come from stays the user's choice.
unset PYTHONPATH PYTHONHOME PIP_TARGET PIP_PREFIX PIP_ROOT PIP_CONSTRAINT PIP_NO_BINARY PIP_ONLY_BINARY PIP_PRE PIP_DRY_RUN
export PIP_USER=0 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1

say() { printf 'set-up: %s\n' "$*" >&2; }
stop() { say "$*"; exit 3; }

may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

# Debian packages, when we may: quiet, but everything apt-get said is shown when it fails.
apt_install() {
    may_install || return 1
    say "installing $* with apt-get"
    log=$(mktemp)
    if DEBIAN_FRONTEND=noninteractive sh -c 'apt-get update && exec apt-get install -y --no-install-recommends \
        -o DPkg::Lock::Timeout=300 "$@"' apt "$@" </dev/null >"$log" 2>&1; then
        rm -f "$log"
    else
        cat "$log" >&2
        rm -f "$log"
        return 1
    fi
}

recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
version() { "$1" -c 'import sys; print(sys.implementation.name, sys.version.split()[0])' 2>/dev/null; }

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        recent "$PYTHON" || stop "PYTHON=$PYTHON is not a Python of at least 3.11"
        echo "$PYTHON"
        return
    fi
    for candidate in python3 python3.14 python3.13 python3.12 python3.11 python; do
        if recent "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    stop "found no Python of at least 3.11 (python3 is $(version python3 || echo missing)); install one, or name it: make PYTHON=/path/to/python"
}

new_environment() {
    python=$(find_python)
    say "making .venv with $python ($(version "$python"))"
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
        package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
        apt_install "$package" || stop "$python cannot make environments (ensurepip is missing); install $package"
    fi
    "$python" -m venv --clear .venv
}

# What an environment was made from: it is renewed from nothing when any of it changes, so that no package is left over.
locked() { cat requirements/build.txt "requirements/$1.txt" | cksum; version .venv/bin/python || echo broken; pwd; }
stale() { ! version .venv/bin/python >/dev/null || { [ -f ".venv/.locked-$1" ] && [ "$(cat ".venv/.locked-$1")" != "$(locked "$1")" ]; }; }
other_python() { [ -n "${PYTHON:-}" ] && [ "$(version "$(find_python)")" != "$(version .venv/bin/python)" ]; }

pip() { .venv/bin/python -m pip install -qq --require-hashes --no-build-isolation "$@"; }

install_locked() {
    [ ! -f ".venv/.locked-$1" ] || return 0
    say "installing the locked packages of requirements/$1.txt"
    pip -r requirements/build.txt
    pip --use-pep517 -r "requirements/$1.txt"
    locked "$1" >".venv/.locked-$1"
    [ "$1" = site ] || locked site >.venv/.locked-site # whoever can test can build
}

install_project() {
    project="$(cat pyproject.toml dateline/__init__.py | cksum)"
    [ "$(cat .venv/.project 2>/dev/null)" != "$project" ] || return 0
    .venv/bin/python -m pip install -qq --no-build-isolation --no-deps --no-index --editable .
    echo "$project" >.venv/.project
}

environment() {
    if stale site || stale "$1" || other_python; then
        new_environment
    fi
    install_locked "$1"
    install_project
}

# Prints the path of a browser, or fails.
find_browser() {
    if [ -n "${DATELINE_BROWSER:-}" ]; then
        command -v "$DATELINE_BROWSER" || stop "DATELINE_BROWSER=$DATELINE_BROWSER cannot be run"
        return
    fi
    for candidate in chromium chromium-browser google-chrome google-chrome-stable \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" /Applications/Chromium.app/Contents/MacOS/Chromium; do
        command -v "$candidate" && return
    done
    return 1
}

browser() {
    find_browser && return
    apt_install chromium fonts-liberation && find_browser && return
    stop "the browser tests need Chromium or Chrome and found neither; install one (Debian: apt-get install chromium) or set DATELINE_BROWSER"
}

# Prints the path of nginx, or fails. It lies where the PATH of most people does not lead.
find_nginx() {
    if [ -n "${DATELINE_NGINX:-}" ]; then
        command -v "$DATELINE_NGINX" || stop "DATELINE_NGINX=$DATELINE_NGINX cannot be run"
        return
    fi
    PATH="$PATH:/usr/sbin:/usr/local/sbin" command -v nginx
}

# Debian's nginx is a service, begun when it is installed and at every start. The tests need the program alone, so that
# the service is masked first where there is anything that would begin it.
install_nginx() {
    if may_install && [ -d /run/systemd/system ]; then
        systemctl --quiet mask nginx.service || return 1
        say "nginx is for the tests alone, its service is masked: to use it, systemctl unmask nginx"
    fi
    apt_install nginx
}

web_server() {
    find_nginx && return
    install_nginx && find_nginx && return
    stop "the tests of the published headers need nginx and found none; install it (Debian: apt-get install nginx) or set DATELINE_NGINX"
}

case "${1:-}" in
site) environment site ;;
test) environment test && browser >/dev/null && web_server >/dev/null ;;
lock) environment test && pip -r requirements/lock.txt ;;
audit)
    environment test
    "$(find_python)" -m venv .cache/audit/venv
    .cache/audit/venv/bin/python -m pip install -qq --require-hashes -r requirements/audit.txt
    ;;
browser) browser ;;
nginx) web_server ;;
*) stop "usage: set-up.sh site|test|lock|audit|browser|nginx" ;;
esac
