#!/bin/bash
# Runs tshark over damaged copies of all captures: it ends by itself, the plugin reports no fault of its own, and what Wireshark shows
# without the plugin is unchanged. Copies of one capture are put one behind the other, so that one run reads them all.
#
# SPDX-License-Identifier: GPL-2.0-or-later

set -eu

seconds=300
rates='0.01 0.05'
seeds='1 2 3'
cut_everywhere='cancel_481_asterisk unknown_method_asterisk compact_404 kam_302 phone_linphone_488'
longest=1500
runs=0
faults=0

# Appends a copy of a capture, made by editcap with the options, to a capture.
append() {
    local target=$1 source=$2
    shift 2
    if [ -e "$target" ]; then
        editcap -F pcap "$@" "$source" - | tail -c +25 >>"$target"
    else
        editcap -F pcap "$@" "$source" "$target"
    fi
}

# Takes out the plugin's own part of the details, which is the last of each frame.
without_own_lines() {
    awk '/^\[SIP Expert: / { own = 1; next } own && /^    / { next } { own = 0; print }'
}

fail() {
    echo "$1: $2" >&2
    faults=$((faults + 1))
}

check() {
    local capture=$1 name=$2 code=0
    timeout "$seconds" tshark -r "$capture" -V >with 2>errors || code=$?
    [ "$code" -eq 0 ] || fail "$name" "tshark ended with $code"
    ! grep -i 'sip *expert' errors >&2 || fail "$name" "the plugin has a fault"
    timeout "$seconds" tshark -r "$capture" -V --disable-protocol sipexpert >without 2>/dev/null || true
    without_own_lines <with | cmp - without >&2 || fail "$name" "other output is changed"
    ! grep -q '^\[SIP Expert: ' with || annotated=$((annotated + 1))
    runs=$((runs + 1))
    rm "$capture"
}

annotated=0
for source in captures/*.pcap; do
    name=$(basename "$source" .pcap)
    for rate in $rates; do
        for seed in $seeds; do
            append noise.pcap "$source" -E "$rate" --seed "$seed"
        done
    done
    check noise.pcap "$name with wrong bytes"
    case " $cut_everywhere " in
    *" $name "*) step=1 ;;
    *) step=37 ;;
    esac
    for size in $(seq 1 "$step" "$longest"); do
        append cut.pcap "$source" -s "$size"
    done
    check cut.pcap "$name cut short"
done
echo "$runs damaged captures, $annotated with annotations, $faults faults"
[ "$faults" -eq 0 ] && [ "$annotated" -ge 100 ]
