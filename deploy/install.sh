#!/bin/sh
# Installs docintel out of this folder into PREFIX, without a network: install.sh PREFIX
# PYTHON names the interpreter to use; without it the one this bundle was built for is looked for.
set -eu
# whoever installs may keep files to themselves by habit: the service's user must be able to read these
umask 022

fail() {
    echo "install.sh: $1" >&2
    exit "${2:-1}"
}

[ -n "${1:-}" ] || fail "say where to install: install.sh PREFIX (for example /opt/docintel-0.1)." 2
prefix=$1
case $prefix in /*) ;; *) prefix=$PWD/$prefix ;; esac
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
cd "$here"

echo "Checking the files …"
sha256sum --check --strict --quiet SHA256SUMS || fail "a file differs from SHA256SUMS; copy the bundle here again."

read -r version platform glibc <PLATFORM
python=${PYTHON:-$(command -v "python$version" || command -v python3 || true)}
[ -n "$python" ] || fail "Python $version is not here; install it with its venv module, or name one with PYTHON=…"
found=$("$python" -c 'import sys, sysconfig; print("%d.%d" % sys.version_info[:2], sysconfig.get_platform())') ||
    fail "$python does not run; name a Python $version with PYTHON=…"
[ "$found" = "$version $platform" ] ||
    fail "this bundle is for Python $version on $platform, and $python is $found; build one with make bundle there."
has_glibc=$("$python" -c 'import platform; print(platform.libc_ver()[1] or 0)')
[ "$(printf '%s\n' "$glibc" "$has_glibc" | sort -V | head -n 1)" = "$glibc" ] ||
    fail "this bundle needs glibc $glibc or newer, and this machine has $has_glibc; build one on the older system."
"$python" -c 'import ensurepip, venv' 2>/dev/null ||
    fail "$python has no venv module; install it (on Debian the package python3-venv)."

[ ! -e "$prefix" ] || [ -z "$(ls -A "$prefix")" ] ||
    fail "$prefix is not empty; choose a new folder for each version, so that the old one stays to go back to."
case $("$python" -c 'import os, sys; print(os.path.realpath(sys.executable))') in
/root/* | /home/*) echo "Note: $python lies in somebody's home, where a service may not run it (PYTHON=/usr/bin/python3 …)." ;;
esac
mkdir -p "$prefix"
# what was half installed must not look like an installation
trap 'rm -rf "$prefix"; echo "install.sh: stopped; $prefix was removed again." >&2' EXIT

echo "Installing into $prefix …"
"$python" -m venv "$prefix"
export PIP_CONFIG_FILE=/dev/null
"$prefix/bin/python" -m pip --isolated --disable-pip-version-check install --quiet --no-cache-dir --no-index --no-deps \
    --find-links wheels --require-hashes --requirement requirements.txt
"$prefix/bin/python" -m pip --isolated check
mkdir -p "$prefix/share/docintel"
cp -R systemd docintel.env docintel-admin nginx.conf Caddyfile operations.md LICENSE LICENSES.md MANIFEST.json \
    "$prefix/share/docintel/"

echo "Trying it …"
# in a folder of its own: the doctor looks at the database of the folder it is in
tried=$(mktemp -d)
(cd "$tried" && env -u DOCINTEL_DATABASE_URL "$prefix/bin/docintel" doctor) ||
    { rm -rf "$tried"; fail "docintel doctor found what is said above."; }
rm -rf "$tried"
trap - EXIT

cat <<NEXT

docintel is in $prefix. Next:
  $prefix/bin/docintel demo          the sample deal, without a network
  $prefix/bin/docintel serve         the service on 127.0.0.1:8000; it prints its first token
As a system service, with backups and the rest: $prefix/share/docintel/operations.md
NEXT
