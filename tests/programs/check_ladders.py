#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Hold the ladders of failures against the packets.

    check_ladders.py AS_USER [CAPTURE...]

AS_USER is the script that runs tshark with the plugin of a build tree, by
its absolute path; without CAPTURE, all of the source tree are read.  It
writes the ladders ("-z sipexpert,json"); what they should show comes from a
stock tshark by way of count_calls.py.  Prints each difference, and exits
with 1 if there is any.

What is held against each other stands at the functions.  Which legs a B2BUA
adds to a call, and which registration a REGISTER belongs to, is taken from
the ladder: there only what it shows has to be right and complete.
"""
import datetime
import glob
import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

sys.dont_write_bytecode = True      # none in the source tree

from count_calls import MIRROR, find_calls, read_capture, transactions

COMMAND = """for f; do
    k=${f%.*}.keylog
    echo "$f"
    if [ -e "$k" ]; then set -- -o "tls.keylog_file:$k"; else set --; fi
    tshark -r "$f" "$@" -q -z sipexpert,json
done"""


def name(address):
    host, port = address
    return "%s:%s" % ("[%s]" % host if ":" in host else host, port)


def host_of(address):
    """Of a router, which has no port, there is the host alone."""
    return re.sub(r"^\[(.*)\](:\d+)?$|^([^:]*):\d+$", r"\1\3", address)


def microseconds(text):
    time = datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%f%z")
    begin = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
    return (time - begin) // datetime.timedelta(microseconds=1)


class Sent:
    """A message with its retransmissions; copies of a packet that a mirror
    port shows are not sent."""

    def __init__(self, first):
        self.first = self.last = first
        self.count = 1

    def add(self, m):
        if m.time - self.last.time > MIRROR:
            self.count += 1
            self.last = m

    def __str__(self):
        m = self.first
        return "frame %d %s" % (m.frame, m.status or m.method)


def identity(m):
    """What two packets have in common that are the same message: hop,
    transaction, method or code, and To tag of what has one of its own."""
    tag = m.to_tag if m.is_response or m.method == "ACK" else None
    return (m.src, m.dst, m.callid, m.cseq, m.cseq_method, m.key(), m.status,
            tag)


def sent_messages(messages):
    """The packets as messages with retransmissions, in their order.  What a
    dialog's response says again after another one, as 180 after 183, is a
    message of its own."""
    sent, latest, said = [], {}, {}
    for m in messages:
        own = identity(m)
        before = latest.get(own)
        dialog = (m.key(), m.callid, m.cseq, m.src, m.dst, m.to_tag)
        if before and m.is_response and said[dialog] != own and \
                m.time - before.last.time > MIRROR:
            before = None
        if m.is_response:
            said[dialog] = own
        if before:
            before.add(m)
        else:
            latest[own] = Sent(m)
            sent.append(latest[own])
    return sent


def sent_errors(quotes):
    """ICMP errors that quote a message, as what quotes it with the hosts
    between which they go; those that quote the same one count as one."""
    sent = {}
    for _, _, _, m, _, hosts in quotes:
        if m and (hosts, identity(m)) in sent:
            sent[hosts, identity(m)].add(m)
        elif m:
            sent[hosts, identity(m)] = Sent(m)
    return [(s, hosts) for (hosts, _), s in sent.items()]


def is_sent_on(m, q):
    """Did what sent m get it as q: a request with the Via that is now the
    second, a response with one Via more, or the same between other hosts?"""
    if m.is_response != q.is_response or not m.key() or not q.key():
        return False
    if m.key() == q.key():
        return q.frame < m.frame and m.status != 100 and \
            (m.status, m.to_tag) == (q.status, q.to_tag) and \
            m.src[0] != q.src[0] and m.dst[0] != q.dst[0]
    if m.is_response:
        return q.vias[1:] == m.vias and \
            (q.status, q.to_tag) == (m.status, m.to_tag)
    return q.key() == m.key(1)


class Capture:
    def __init__(self, path):
        messages, quotes, _ = read_capture(path)
        trans = transactions(messages)
        self.path = path
        self.calls = find_calls(trans, messages)
        self.messages = sorted(messages, key=lambda m: m.frame)
        self.errors = sent_errors(quotes)
        self.sent = sent_messages(self.messages)
        self.differences = []

    def differ(self, case, what):
        self.differences.append("%s: %s of frame %d: %s" % (
            self.path, case["type"], case["first_frame"], what))

    def before(self, m):
        """Of a request that is sent on, what came in may be captured later."""
        return [q for q in self.messages
                if q is not m and (q.frame < m.frame or not m.is_response)]

    def is_relayed(self, m):
        return not m.quoted and any(is_sent_on(m, q) for q in self.before(m))

    def find(self, case, row, used):
        """The packet that a line of the ladder shows: frame, addresses,
        method or code."""
        elements = case["elements"]
        source = elements[row["from"]]["addresses"]
        target = elements[row["to"]]["addresses"]
        for s in self.sent:
            m = s.first
            what = row["what"].split()[0]
            if m.frame == row["frame"] and s not in used and \
                    (str(m.status) if m.is_response else m.method) == what and \
                    m.is_response == (row["kind"] == "response") and \
                    name(m.src) in source and name(m.dst) in target:
                return s
        return None

    def check_row(self, case, row, s):
        """Time, and what is said of retransmissions and relaying."""
        for key, value in (("time", s.first.time),
                           ("last_time", s.last.time)):
            if abs(microseconds(row[key]) - value * 1e6) > 1:
                self.differ(case, "%s: %s is %s" % (s, key, row[key]))
        for key, value in (("retransmissions", s.count - 1),
                           ("last_frame", s.last.frame),
                           ("relay", self.is_relayed(s.first))):
            if row[key] != value:
                self.differ(case, "%s: %s is %s, not %s" % (s, key, row[key], value))

    def find_error(self, case, row, used):
        """The ICMP error that a line of the ladder shows."""
        hosts = tuple({host_of(a) for a in case["elements"][row[e]]["addresses"]}
                      for e in ("from", "to"))
        for s, (source, target) in self.errors:
            if s.first.frame == row["frame"] and s not in used and \
                    row["what"].startswith("ICMP ") and \
                    source in hosts[0] and target in hosts[1]:
                return s
        return None

    def check_numbers(self, case, shown):
        """Legs are Call-IDs; transactions are Via and method, but where a
        device sends on the Via that it gets; of an ACK that of the INVITE
        with its CSeq if there is one."""
        legs, trans = {}, {}
        for row, s in shown:
            m = s.first
            if legs.setdefault(row["leg"], m.callid) != m.callid:
                self.differ(case, "%s: not of leg %d" % (s, row["leg"]))
            if int(m.cseq) != row["cseq"]:
                self.differ(case, "%s: CSeq is %d" % (s, row["cseq"]))
            if m.method == "ACK":
                fits = {o["transaction"] for o, i in shown
                        if i.first.method == "INVITE" and
                        (i.first.callid, i.first.cseq, i.first.from_tag) ==
                        (m.callid, m.cseq, m.from_tag)}
                if fits and row["transaction"] not in fits:
                    self.differ(case, "%s: not the ACK of transaction %d" %
                                (s, row["transaction"]))
                continue
            if not m.key():
                continue
            hosts = trans.setdefault((row["transaction"], m.key()), set())
            between = set() if m.quoted else {m.src[0], m.dst[0]}
            if hosts and between and not hosts & between:
                self.differ(case, "%s: not of transaction %d" %
                            (s, row["transaction"]))
            hosts |= between
        if len(set(legs.values())) != len(legs):
            self.differ(case, "a Call-ID has two legs")
        if len({number for number, _ in trans}) != len(trans):
            self.differ(case, "a number is that of two transactions")
        for (number, key), hosts in trans.items():
            if any(k == key and n != number and (hosts & h or not hosts)
                   for (n, k), h in trans.items()):
                self.differ(case, "transaction %d has two numbers" % number)
        return legs

    def begin_and_end(self, case):
        """Frames from which and before which a case that is of a call has
        its messages."""
        starts = sorted(c.roots[0].head.frame for c in self.calls
                        if c.roots[0].head.callid == case["call"])
        before = [f for f in starts if f <= case["first_frame"]]
        after = [f for f in starts if f > case["first_frame"]]
        return before[-1] if before else 0, after[0] if after else sys.maxsize

    def check_complete(self, case, shown, legs):
        """Of a call all messages are shown, of anything else all of the
        transactions that are there and of the challenged ones before."""
        first = next((m for m in self.messages
                      if m.frame == case["first_frame"]), None)
        there = [s for _, s in shown]
        begin, end = self.begin_and_end(case)
        requests = {}
        for m in self.messages:
            if not m.is_response:
                requests.setdefault(m.key(), m.frame)
        keys = {s.first.key() for s in there}
        challenged = {(s.first.callid, int(s.first.cseq) - 1, s.first.cseq_method)
                      for s in there if s.first.credentials}
        is_call = case.get("kind") in ("call", "in-call") or \
            first and (first.to_tag or first.method == "INVITE")
        for s in self.sent + [s for s, _ in self.errors]:
            m = s.first
            if s in there or m.callid not in legs.values():
                continue
            frame = requests.get(m.key(), m.frame)
            if begin <= frame < end if is_call else (
                    m.key() in keys or (m.status in (401, 407) and
                    (m.callid, int(m.cseq), m.cseq_method) in challenged)):
                self.differ(case, "%s: not shown" % s)

    def check_marks(self, case):
        rows = case["messages"]
        marked = [r for r in rows if r["mark"] == "failure"]
        frame = case.get("frame", case["first_frame"])
        if len(marked) != 1 or not \
                marked[0]["frame"] <= frame <= marked[0]["last_frame"]:
            self.differ(case, "failure in frame %d marked at %s" %
                        (frame, [r["frame"] for r in marked]))
        marked = [r["frame"] for r in rows if r["mark"] == "origin"]
        origin = case.get("origin_frame", frame)
        shown = [r["frame"] for r in rows if r["frame"] <= origin <= r["last_frame"]]
        if marked != ([] if origin == frame else [origin]):
            self.differ(case, "origin in frame %d (%s) marked at %s" %
                        (origin, shown, marked))

    def check_elements(self, case, shown):
        """An element is one host, or what a proxy gets a request at and sends
        it on from; and no two addresses that talk with each other, as those
        of two phones behind one router do."""
        proxies = {frozenset((q.dst[0], m.src[0])) for _, s in shown
                   for m in (s.first,)
                   if not (m.is_response or m.quoted)
                   for q in self.before(m) if is_sent_on(m, q)}
        for e in case["elements"]:
            hosts = {host_of(a) for a in e["addresses"]}
            joined, more = {host_of(e["addresses"][0])}, True
            while more:
                more = {h for p in proxies if p & joined for h in p} - joined
                joined |= more
            if hosts - joined:
                self.differ(case, "element of %s" % sorted(hosts))
        for row, s in shown:
            if row["from"] == row["to"] and s.first.src != s.first.dst and \
                    row["kind"] != "icmp":
                self.differ(case, "%s: from %s to itself at %s" % (
                    s, name(s.first.src), name(s.first.dst)))

    def check(self, case):
        rows = case["messages"]
        shown, used = [], []
        for row in rows:
            find = self.find_error if row["kind"] == "icmp" else self.find
            s = find(case, row, used)
            if not s:
                self.differ(case, "frame %d %s: no such packet" % (row["frame"], row["what"]))
                continue
            used.append(s)
            shown.append((row, s))
            self.check_row(case, row, s)
        if [r["frame"] for r in rows] != sorted(r["frame"] for r in rows):
            self.differ(case, "not in the order of the capture")
        legs = self.check_numbers(case, shown)
        if not case["messages_left_out"]:
            self.check_complete(case, shown, legs)
        self.check_marks(case)
        self.check_elements(case, shown)


def ladders(as_user, paths):
    """-> path -> lines of JSON, as the plugin writes them."""
    lines = subprocess.run([as_user, "sh", "-c", COMMAND, "sh"] + paths,
                           stdout=subprocess.PIPE, check=True).stdout
    found, path = {}, None
    for line in lines.decode().splitlines():
        if line.startswith("{"):
            found[path].append(json.loads(line))
        elif line in paths:
            path = line
            found[path] = []
    return found


def main():
    as_user, *paths = sys.argv[1:]
    if not paths:
        os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)),
                              "..", ".."))
        paths = sorted(glob.glob("captures/**/*.pcap", recursive=True))
    found = ladders(as_user, paths)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        captures = list(pool.map(Capture, paths))
    count = 0
    for capture in captures:
        cases = [c for c in found[capture.path] if c["type"] != "summary"]
        count += len(cases)
        for case in cases:
            capture.check(case)
        print("\n".join(capture.differences + [""]), end="")
    print("%d captures, %d ladders" % (len(captures), count))
    sys.exit(1 if any(c.differences for c in captures) or not count else 0)


if __name__ == "__main__":
    main()
