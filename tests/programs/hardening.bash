#!/bin/bash
# hardening.bash READELF FILE...: each file is linked and compiled with what guards it against faults in it.
#
# SPDX-License-Identifier: GPL-2.0-or-later

set -euo pipefail
readelf=$1
shift
wanted=(
    'Type: +DYN '
    'GNU_RELRO '
    '\(FLAGS_1\) .*NOW'
    'GNU_STACK .* RW +0x'
    '__stack_chk_fail'
)

failed=0
for file; do
    parts=$("$readelf" --wide --file-header --program-headers --dynamic --dyn-syms "$file")
    for pattern in "${wanted[@]}"; do
        if ! grep -qE "$pattern" <<<"$parts"; then
            echo "$file: nothing like $pattern"
            failed=1
        fi
    done
done
exit "$failed"
