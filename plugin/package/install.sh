#!/bin/sh
# install.sh [--uninstall]: installs the plugin, its profile and sipcode for the user who runs it, or takes them away.
#
# SPDX-License-Identifier: GPL-2.0-or-later

set -eu
cd "$(dirname "$0")"
target=$HOME/.local
profiles=${XDG_CONFIG_HOME:-$HOME/.config}/wireshark/profiles
profile='SIP Troubleshooting'
shipped=$target/share/sipexpert/profile

case ${1:-} in
'')
    mkdir -p "$target/lib/wireshark"
    cp -R plugins "$target/lib/wireshark"
    cp -R bin share "$target"
    ./profile.sh "profiles/$profile" "$profiles/$profile" "$shipped"
    ;;
--uninstall)
    find plugins -type f -exec sh -c 'rm -f "$1/lib/wireshark/$2"' sh "$target" {} \;
    find bin share -type f -exec sh -c 'rm -f "$1/$2"' sh "$target" {} \;
    rm -rf "$shipped"
    echo "The profile $profiles/$profile stays: it may hold your own table."
    ;;
*)
    echo 'usage: install.sh [--uninstall]' >&2
    exit 2
    ;;
esac
