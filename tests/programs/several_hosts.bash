#!/bin/bash
# several_hosts.bash READ_ALL SHOW_LOST: reads captures with the first command, which sends them to host1 and host2 and writes all.jsonl,
# and asks with the second which were lost. As an ordinary user, in a folder of its own; both hosts are SSH servers on the loopback, each with
# a home in this folder.
#
# SPDX-License-Identifier: GPL-2.0-or-later

set -eu

read_all=$1
show_lost=$2
folder=$PWD
servers=()
# A server starts itself again for each client, and so has to know where it is.
sshd=$(PATH=$PATH:/usr/sbin command -v sshd)

fail() {
    echo "$*" >&2
    cat "$folder"/*.log >&2
    exit 1
}

stop_server() {
    if [ -n "${servers[$1]:-}" ]; then
        kill "${servers[$1]}" 2>/dev/null || true
        wait "${servers[$1]}" || true
    fi
}
trap 'stop_server 1; stop_server 2' EXIT

# listens NUMBER PORT: whether the server does before it ends, as it does if somebody else has the port.
listens() {
    local tries
    for ((tries = 0; tries < 100; tries++)); do
        if ! kill -0 "${servers[$1]}" 2>/dev/null; then
            return 1
        elif grep -q "^Server listening on .* port $2" "host$1.log"; then
            return
        fi
        sleep 0.1
    done
    return 1
}

# start_server NUMBER PORT
start_server() {
    local address=127.0.0.$(($1 + 1))
    mkdir -p "host$1"
    ln -sfn ../.local "host$1/.local"
    cat >"host$1.config" <<END
ListenAddress $address
Port $2
HostKey $folder/key
AuthorizedKeysFile $folder/key.pub
StrictModes no
PidFile none
UsePAM no
ForceCommand cd "$folder/host$1" && HOME=\$PWD exec sh -c "\$SSH_ORIGINAL_COMMAND"
END
    : >"host$1.log"
    "$sshd" -D -e -f "host$1.config" 2>"host$1.log" &
    servers[$1]=$!
    printf 'Host host%s\nHostName %s\nPort %s\n' "$1" "$address" "$2" >>hosts
    listens "$1" "$2"
}

start_servers() {
    local tries port
    for ((tries = 0; tries < 10; tries++)); do
        port=$((10000 + RANDOM % 20000))
        : >hosts
        if start_server 1 "$port" && start_server 2 "$port"; then
            return
        fi
        stop_server 1
    done
    fail 'no SSH server starts'
}

# What all who call ssh get: the hosts of this folder, and no question to anybody.
make_client() {
    mkdir bin
    cat >bin/ssh <<END
#!/bin/sh
exec "$(command -v ssh)" -F "$folder/hosts" -i "$folder/key" -o IdentitiesOnly=yes -o BatchMode=yes -o ConnectTimeout=10 \\
    -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR "\$@"
END
    chmod +x bin/ssh
    PATH=$folder/bin:$PATH
}

# Runs the README's command; the exit code is in $code.
read_captures() {
    code=0
    timeout 120 bash -c "$read_all" 2>"$folder/read.log" </dev/null || code=$?
}

assert_same() {
    [ "$2" = "$3" ] || fail "$1: $2, not $3"
}

responses() {
    python3 -c 'import json, sys
print(sum(json.loads(line).get("responses", 0) for line in sys.stdin))'
}

hosts_of_jobs() {
    tail -n +2 jobs.tsv | cut -f 2 | sort -u | paste -sd ' '
}

# check_reading LOST: runs the command, which reads all captures, so many of them not to their end.
check_reading() {
    expected=$(for capture in captures/*.pcap; do tshark -q -z sipexpert,json -r "$capture" 2>/dev/null || true; done | responses)
    read_captures
    assert_same 'exit code' "$code" "$1"
    assert_same 'summaries' "$(grep -c '"type":"summary"' all.jsonl)" "$(find captures -type f | wc -l)"
    assert_same 'responses' "$(responses <all.jsonl)" "$expected"
    lost=$(bash -c "$show_lost")
    assert_same 'heading and lost captures' "$(echo "$lost" | wc -l)" "$((1 + $1))"
}

ssh-keygen -q -t ed25519 -N '' -f key
make_client
start_servers

mkdir -p work/captures
cp captures/b2b_603.pcap captures/b2b_486.pcap captures/inv_404_asterisk.pcap captures/reg_badpw_asterisk.pcap work/captures
cp captures/fork_486_480_404.pcap 'work/captures/with a blank.pcap'
head -c 700 captures/b2b_480.pcap >work/captures/cut.pcap
cd work

# One capture is lost. What a host has of its own under the name of another stays, and nothing that was sent.
for host in host1 host2; do
    mkdir "$folder/$host/captures"
    echo "of $host" >"$folder/$host/captures/b2b_603.pcap"
done
check_reading 1
assert_same 'lost capture' "${lost##* }" captures/cut.pcap
grep -q '"captures/cut.pcap" appears to have been cut short' "$folder/read.log" || fail 'nothing said of the cut capture'
assert_same 'hosts' "$(hosts_of_jobs)" 'host1 host2'
assert_same 'files on the hosts' "$(cd "$folder" && find host1 host2 -type f -exec cat {} +)" $'of host1\nof host2'

# What was meant for a host that is down is read by the other.
rm captures/cut.pcap
stop_server 2
check_reading 0
grep -q host2 "$folder/read.log" || fail 'nothing said of the host that is down'
