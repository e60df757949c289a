#!/bin/sh
# profile.sh NEW PROFILE SHIPPED: puts the profile in the folder NEW into the user's folder PROFILE, or updates it there.
#
# SHIPPED holds the files as they were put there last. One that is still the same is replaced; one that the user, or Wireshark for the
# user, has changed or removed stays so.
#
# SPDX-License-Identifier: GPL-2.0-or-later

set -eu
new=$1
profile=$2
shipped=$3

if [ ! -e "$profile" ]; then
    rm -rf "$shipped"
fi
mkdir -p "$profile" "$shipped"
for file in "$new"/*; do
    name=$(basename "$file")
    if [ ! -e "$shipped/$name" ] && [ ! -e "$profile/$name" ] || cmp -s "$profile/$name" "$shipped/$name"; then
        cp "$file" "$profile/$name"
    elif ! cmp -s "$file" "$profile/$name" && ! cmp -s "$file" "$shipped/$name"; then
        echo "$profile/$name is not as it was installed and stays; the new one is $shipped/$name."
    fi
    cp "$file" "$shipped/$name"
done
