#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Count SIP calls, registrations and unanswered requests in captures.

    count_calls.py [-o PREF]... [--ladder] CAPTURE...
    count_calls.py --check TABLE

Prints one line of tab separated values per capture.  Everything comes from
the fields that a stock tshark finds ("tshark -n -T pdml": the same fields as
with "-T fields", but kept apart by message, which matters when one TCP
segment carries several messages or an ICMP error quotes one).  -o goes to
tshark as it is (TLS keys); CAPTURE.keylog beside a capture is used unasked.
--ladder prints the messages instead, one a line, to check counts by eye.
--check counts the captures of a table that are beside it and fails where they
differ; rows whose note begins with "by hand" are left out.

Words are those of RFC 3261.  The definitions stand at the functions.
"""
import argparse
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

COLUMNS = ("responses", "calls", "answered", "cancelled", "redirected",
           "failed", "open", "registrations", "failed_registrations",
           "open_registrations", "unanswered")

MIRROR = 0.05       # s; copies of a request this close are mirrored, not sent
TIMER_F = 32.0      # s; 64 * T1: nobody waits longer for a response
TOO_FRESH = 0.5     # s; T1: a request this late may still get its response
# Failures after which the same client tries once more within the same
# registration: they ask for another request.
ASK_AGAIN = (401, 407, 420, 421, 423, 494)


class Message:
    """One SIP request or response."""
    __slots__ = ("frame", "time", "src", "dst", "transport", "quoted",
                 "method", "status", "phrase", "callid", "cseq", "cseq_method",
                 "from_tag", "to_tag", "from_user", "to_user", "uri",
                 "uri_user", "vias", "credentials", "stale", "expires",
                 "reason")

    @property
    def is_response(self):
        return self.status is not None

    def key(self, depth=0):
        """Transaction: Via branch, sent-by, method (RFC 3261 17.2.3); an ACK
        or CANCEL is told from its INVITE by the method."""
        if len(self.vias) <= depth:
            return None
        sent_by, branch = self.vias[depth]
        method = self.cseq_method or self.method
        if not branch.startswith("z9hG4bK"):    # RFC 2543: no unique branch
            branch += "|%s|%s|%s" % (self.callid, self.cseq, self.from_tag)
        return (branch, sent_by, method)


# ---------------------------------------------------------------- reading --

def first(fields, name, default=""):
    return fields[name][0] if name in fields else default


def collect(element):
    """All fields below a protocol: name -> list of values."""
    fields = {}
    for f in element.iter("field"):
        fields.setdefault(f.get("name"), []).append(f.get("show", ""))
    return fields


def read_vias(proto):
    """(sent-by, branch) of each Via, topmost first."""
    vias = []
    for via in proto.iter("field"):
        if via.get("name") != "sip.Via":
            continue
        f = collect(via)
        # Commas may put several Via values into one header line; tshark
        # then gives several addresses and branches in one field.
        hosts = f.get("sip.Via.sent-by.address", [])
        text = via.get("show", "")
        parts = [p for p in re.split(r",\s*(?=SIP\s*/)", text) if p.strip()]
        for i, part in enumerate(parts):
            m = re.match(r"\s*SIP\s*/\s*2\.0\s*/\s*(\S+)\s+([^;\s]+)", part,
                         re.I)
            host = (m.group(2) if m else (hosts[i] if i < len(hosts) else ""))
            host = host.lower()
            if not re.search(r"(^[^:]*|\]):\d+$", host):
                tls = m and m.group(1).upper() in ("TLS", "WSS")
                host += ":5061" if tls else ":5060"
            b = re.search(r";\s*branch\s*=\s*([^;,\s]+)", part, re.I)
            vias.append((host, b.group(1) if b else ""))
    return vias


def read_message(proto, frame, time, src, dst, transport, quoted):
    f = collect(proto)
    if "sip.Request-Line" not in f and "sip.Status-Line" not in f:
        return None
    m = Message()
    m.frame, m.time, m.src, m.dst = frame, time, src, dst
    m.transport, m.quoted = transport, quoted
    m.method = first(f, "sip.Method") if "sip.Request-Line" in f else ""
    status = first(f, "sip.Status-Code")
    m.status = int(status) if "sip.Status-Line" in f and status else None
    m.phrase = first(f, "sip.Status-Line")
    m.callid = first(f, "sip.Call-ID")
    m.cseq = first(f, "sip.CSeq.seq")
    m.cseq_method = first(f, "sip.CSeq.method")
    m.from_tag = first(f, "sip.from.tag")
    m.to_tag = first(f, "sip.to.tag")
    m.from_user = first(f, "sip.from.user")
    m.to_user = first(f, "sip.to.user")
    m.uri = first(f, "sip.r-uri")
    m.uri_user = first(f, "sip.r-uri.user")
    m.vias = read_vias(proto)
    m.credentials = "sip.Authorization" in f or "sip.Proxy-Authorization" in f
    challenges = f.get("sip.WWW-Authenticate", []) + \
        f.get("sip.Proxy-Authenticate", [])
    m.stale = any(re.search(r'\bstale\s*=\s*"?true', c, re.I)
                  for c in challenges)
    m.expires = first(f, "sip.Expires")
    m.reason = " | ".join(f.get("sip.Reason", []))
    return m


def read_capture(path, prefs=()):
    """-> (messages by time, quotes of ICMP errors, time of the last frame).

    A quote is (time, source, destination, Message or None, frame, hosts): the
    addresses of the datagram that was not delivered, the message in it, and
    the frame of the error with the hosts between which it went."""
    command = ["tshark", "-n", "-r", path, "-T", "pdml"]
    keylog = re.sub(r"\.pcap(ng)?$", ".keylog", path)
    if os.path.exists(keylog):
        command += ["-o", "tls.keylog_file:" + keylog]
    for p in prefs:
        command += ["-o", p]
    tshark = subprocess.Popen(command, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL)
    messages, quotes, end = [], [], 0.0
    for _, packet in ET.iterparse(tshark.stdout):
        if packet.tag != "packet":
            continue
        frame = time = 0
        src = dst = transport = None
        hosts, icmp, quoted = (None, None), False, None
        error_hosts = None
        for proto in packet.findall("proto"):
            name = proto.get("name")
            if name == "frame":
                f = collect(proto)
                frame = int(first(f, "frame.number"))
                time = float(first(f, "frame.time_epoch"))
                end = max(end, time)
            elif name in ("ip", "ipv6"):
                f = collect(proto)
                hosts = (first(f, name + ".src"), first(f, name + ".dst"))
            elif name in ("icmp", "icmpv6"):
                icmp, error_hosts = True, hosts
                # tshark puts the quoted headers below or behind icmp
                inner = [p for p in proto.iter("proto") if p is not proto]
                f = collect(proto)
                for version in ("ip", "ipv6"):
                    if version + ".src" in f:
                        hosts = (first(f, version + ".src"),
                                 first(f, version + ".dst"))
                if "udp.srcport" in f:
                    quoted = [time, (hosts[0], first(f, "udp.srcport")),
                              (hosts[1], first(f, "udp.dstport")), None]
                for p in inner:
                    if p.get("name") == "sip" and quoted:
                        quoted[3] = read_message(p, frame, time, quoted[1],
                                                 quoted[2], "udp", True)
            elif name in ("udp", "tcp", "sctp"):
                f = collect(proto)
                if name + ".srcport" in f:
                    src = (hosts[0], first(f, name + ".srcport"))
                    dst = (hosts[1], first(f, name + ".dstport"))
                    transport = name
                    if icmp:
                        quoted = [time, src, dst, None]
            elif name == "sip":
                m = read_message(proto, frame, time, src, dst, transport, icmp)
                if icmp:
                    if quoted:
                        quoted[3] = m
                elif m:
                    messages.append(m)
        if quoted:
            quotes.append((*quoted, frame, error_hosts))
        packet.clear()
    tshark.wait()
    # Frames of two interfaces merged are not always in the order of time.
    messages.sort(key=lambda m: (m.time, m.frame))
    return messages, quotes, end


# ----------------------------------------------------------- transactions --

class Transaction:
    """What one hop saw of one request: its sendings and the responses."""

    def __init__(self, key):
        self.key = key
        self.method = key[2]
        self.requests = []
        self.responses = []
        self.parent = None          # transaction it is relayed from
        self.children = []

    @property
    def head(self):
        return (self.requests or self.responses)[0]

    @property
    def start(self):
        return self.head.time

    @property
    def finals(self):
        return [r for r in self.responses if r.status >= 200]

    @property
    def final(self):
        """The final response (a 2xx wins, else the first)."""
        finals = self.finals
        for r in finals:
            if r.status < 300:
                return r
        return finals[0] if finals else None

    @property
    def credentials(self):
        return any(r.credentials for r in self.requests)

    def is_challenge(self):
        """401/407 that only asks for credentials, not refuses some."""
        f = self.final
        return bool(f and f.status in (401, 407) and
                    (not self.credentials or f.stale))


def transactions(messages):
    """Sort the messages into transactions and link those relayed."""
    table = {}
    for m in messages:
        if m.key():
            t = table.setdefault(m.key(), Transaction(m.key()))
            (t.responses if m.is_response else t.requests).append(m)
    # A response without Via belongs to the request with its Call-ID, CSeq
    # and From tag between these two hosts.
    for m in messages:
        if m.is_response and not m.vias:
            for t in table.values():
                if any((r.callid, r.cseq, r.cseq_method or r.method,
                        r.from_tag, r.src[0], r.dst[0]) ==
                       (m.callid, m.cseq, m.cseq_method,
                        m.from_tag, m.dst[0], m.src[0])
                       for r in t.requests):
                    t.responses.append(m)
                    t.responses.sort(key=lambda r: r.time)
                    break
    # The second Via names the hop before.  If that hop is not in the
    # capture, a deeper Via may name one that is.
    for t in table.values():
        for m in t.requests + t.responses:
            for depth in range(1, len(m.vias)):
                parent = table.get(m.key(depth))
                if parent and parent is not t:
                    t.parent = parent
                    break
            if t.parent:
                t.parent.children.append(t)
                break
    return sorted(table.values(), key=lambda t: t.start)


# ------------------------------------------------------------------ calls --

class Call:
    def __init__(self):
        self.roots = []         # INVITE transactions nearest to the client
        self.all = []           # these and those relayed from them


def family(t, seen=None):
    """A transaction and everything relayed from it."""
    seen = set() if seen is None else seen
    if t.key in seen:           # a loop
        return []
    seen.add(t.key)
    out = [t]
    for c in t.children:
        out += family(c, seen)
    return out


def find_calls(trans, messages):
    """A call: all INVITEs outside a dialog of one Call-ID and From tag that
    are not relayed; after a BYE another one may begin."""
    byes = {}
    for m in messages:
        if m.method == "BYE":
            byes.setdefault(m.callid, []).append(m.time)
    invites = [t for t in trans if t.method == "INVITE"]
    # Time of the first INVITE request of a Call-ID: a response of which the
    # request was not captured belongs to a call only if it is earlier.
    seen = {}
    for t in invites:
        for m in t.requests:
            seen[m.callid] = min(m.time, seen.get(m.callid, m.time))
    calls, last = [], {}
    for t in invites:
        if t.parent:
            continue
        if t.requests:
            if t.head.to_tag:
                continue                        # re-INVITE
        else:                                   # only responses captured
            if not t.finals or t.start > seen.get(t.head.callid, t.start):
                continue
        who = (t.head.callid, t.head.from_tag)
        call = last.get(who)
        if call and any(call.roots[0].start < b <= t.start
                        for b in byes.get(t.head.callid, ())):
            call = None
        if not call:
            call = last[who] = Call()
            calls.append(call)
        call.roots.append(t)
        call.all += family(t)
    # Leave out the second legs of B2BUAs.
    return [c for c in calls
            if not any(second_leg(c, d) for d in calls if d is not c)]


def second_leg(call, other):
    """Is call what a B2BUA sent on because it got the other?"""
    root = call.roots[0]
    if not root.requests:
        return False
    new = root.requests[0]
    if len(new.vias) != 1:
        return False
    for t in other.all:
        for got in t.requests[:1]:
            if got.time > new.time or got.dst[0] != new.src[0]:
                continue                        # not the host that got it
            if any(f.time < new.time for f in t.finals):
                continue                        # already answered
            if new.src == got.src or new.dst == got.dst:
                continue                        # same client, same server
            if new.from_user and new.from_user == got.from_user:
                return True
            if {new.to_user, new.uri_user} & {got.to_user, got.uri_user} \
                    - {""}:
                return True
    return False


def call_outcome(call, trans):
    """answered, cancelled, redirected, failed or open."""
    if any(r.status < 300 for t in call.all for r in t.finals):
        return "answered"
    ended = [t for t in call.roots if t.final]
    if not ended:
        return "open"
    ended.sort(key=lambda t: t.final.time)
    # The last final response decides, but a branch that was stopped (487)
    # because another one declined for all (6xx) does not.
    declined = [t for t in ended if t.final.status >= 600]
    word = ended[-1]
    if word.final.status == 487 and declined:
        cancels = [m for t in trans if t.method == "CANCEL"
                   for m in t.requests[:1] if m.callid == word.head.callid]
        if not cancels or cancels[0].time > declined[0].final.time:
            word = declined[0]
    # A retry after the last word that has no final response.
    if any(t.start > word.final.time for t in call.roots if not t.final):
        return "open"
    # A 487 of which the CANCEL is not in the capture counts as the caller's:
    # nothing else in the capture ended the call.
    status = word.final.status
    if word.is_challenge() or status == 494:
        return "open"
    if status < 400:
        return "redirected"
    if status == 487:
        return "cancelled"
    return "failed"


# ---------------------------------------------------------- registrations --

def find_registrations(trans):
    """-> list of outcomes "ok", "failed", "open", one per registration."""
    groups = {}
    for t in trans:
        if t.method == "REGISTER" and not t.parent:
            groups.setdefault((t.head.callid, t.head.to_user), []).append(t)
    outcomes = []
    for group in groups.values():
        begun = []              # outcomes of this group
        refresh = refused = definite = False
        for t in group:
            status = t.final.status if t.final else None
            fresh = not begun or definite or (refused and not t.credentials)
            if fresh and not refresh:
                begun.append("open")
            refused = definite = False
            if status is None or t.is_challenge() or status == 494 or \
                    300 <= status < 400:
                # no outcome yet; a refresh stays the success it renews
                continue
            if status < 300:
                begun[-1] = "ok"
                refresh = True
                continue
            if refresh:         # a refresh that fails counts of itself
                begun.append("open")
                refresh = False
            begun[-1] = "failed"
            refused = status in (401, 407)
            definite = status not in ASK_AGAIN
        outcomes += begun
    return outcomes


# ------------------------------------------------------------- unanswered --

def find_unanswered(trans, messages, quotes, end):
    """Transactions (per hop) whose request got no response at all."""
    silent = {t.key: t for t in trans
              if t.method != "ACK" and t.requests and not t.responses}

    def icmp(t):
        for _, src, dst, m, *_ in quotes:
            if m and m.key():
                if m.key() == t.key:
                    return True
            elif any(r.src == src and r.dst == dst for r in t.requests):
                return True     # quote too short to show the Via
        return False

    in_row = in_a_row(trans, messages, silent)
    found = []
    for t in silent.values():
        sent = []
        for r in t.requests:
            if not sent or r.time - last > MIRROR:
                sent.append(r.time)
            last = r.time
        proof = icmp(t)
        over_tcp = t.requests[0].transport != "udp"
        if not (len(sent) >= 2 or proof or t.key in in_row or
                over_tcp and end - sent[-1] >= TIMER_F):
            continue
        if not (proof or end - sent[-1] >= TOO_FRESH or
                sent[-1] - sent[0] > 1.0):
            continue
        if any(c.key in silent for c in t.children):
            continue            # the next hop is the one that is silent
        if t.method == "CANCEL" and \
                (t.key[0], t.key[1], "INVITE") in silent:
            continue
        found.append(t)
    return found


def in_a_row(trans, messages, silent):
    """Keys of silent requests that are among three or more in a row from one
    address and port to a server that had sent something before and gives no
    sign of life since."""
    start = {}
    for t in silent.values():
        start.setdefault(id(t.requests[0]), t)
    rows, alive, found = {}, set(), set()
    for m in messages:
        # m.src lives: rows to it end here
        for pair in [p for p in rows if p[1] == m.src]:
            if len(rows[pair]) >= 3:
                found.update(rows[pair])
            del rows[pair]
        alive.add(m.src)
        t = start.get(id(m))
        if t and m.dst in alive:
            rows.setdefault((m.src, m.dst), []).append(t.key)
    for keys in rows.values():
        if len(keys) >= 3:
            found.update(keys)
    return found


# ------------------------------------------------------------------- main --

def count(path, prefs=()):
    messages, quotes, end = read_capture(path, prefs)
    trans = transactions(messages)
    row = dict.fromkeys(COLUMNS, 0)
    row["responses"] = sum(1 for m in messages if m.is_response and m.vias and
                           m.cseq_method)
    calls = find_calls(trans, messages)
    row["calls"] = len(calls)
    for c in calls:
        row[call_outcome(c, trans)] += 1
    outcomes = find_registrations(trans)
    row["registrations"] = len(outcomes)
    row["failed_registrations"] = outcomes.count("failed")
    row["open_registrations"] = outcomes.count("open")
    row["unanswered"] = len(find_unanswered(trans, messages, quotes, end))
    return row


def ladder(path, prefs=()):
    """Messages one a line; hosts and tags by short names."""
    messages, quotes, end = read_capture(path, prefs)
    short = {}

    def name(kind, value):
        if not value:
            return "-"
        n = sum(1 for k in short if k[0] == kind)
        return short.setdefault((kind, value), "%s%d" % (kind, n + 1))
    base = messages[0].time if messages else end
    lines = []
    for m in messages:
        what = str(m.status) if m.is_response else m.method
        vias = ",".join(name("v", v) for v in m.vias)
        lines.append((m.time, "%4d %8.3f %s:%s>%s:%s%s %s %s%s %s f=%s(%s) "
                      "t=%s(%s) [%s]%s%s%s%s" % (
                          m.frame, m.time - base, m.src[0], m.src[1],
                          m.dst[0], m.dst[1],
                          "" if m.transport == "udp" else "/" + m.transport,
                          what, m.cseq,
                          m.cseq_method if m.is_response else "",
                          name("C", m.callid), name("a", m.from_tag),
                          m.from_user, name("a", m.to_tag), m.to_user, vias,
                          " cred" if m.credentials else "",
                          " stale" if m.stale else "",
                          " exp=" + m.expires if m.expires else "",
                          " R:" + m.reason if m.reason else "")))
    for q in quotes:
        m = q[3]
        lines.append((q[0], "     %8.3f ICMP quotes %s:%s>%s:%s %s" % (
            q[0] - base, q[1][0], q[1][1], q[2][0], q[2][1],
            "%s [%s]" % (m.method, ",".join(name("v", v) for v in m.vias))
            if m else "")))
    for _, line in sorted(lines):
        print(line)
    print("     end %.3f" % (end - base))


def check(table, prefs):
    """Compare a table with what is counted; returns how many rows differ."""
    different = 0
    with open(table, encoding="utf-8") as rows:
        for line in list(rows)[1:]:
            name, *cells = line.rstrip("\n").split("\t")
            if cells[len(COLUMNS)].startswith("by hand"):
                continue
            path = os.path.join(os.path.dirname(table), name + ".pcap")
            row = count(path, prefs)
            counted = [str(row[c]) for c in COLUMNS]
            if counted != cells[:len(COLUMNS)]:
                print("%s: %s instead of %s" % (name, counted, cells[:len(COLUMNS)]))
                different += 1
    return different


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("-o", action="append", default=[], metavar="PREF",
                        help="preference for tshark")
    parser.add_argument("--ladder", action="store_true",
                        help="print the messages, not the counts")
    parser.add_argument("--check", metavar="TABLE")
    parser.add_argument("capture", nargs="*")
    args = parser.parse_args()
    if args.check:
        sys.exit(1 if check(args.check, args.o) else 0)
    if not args.ladder:
        print("\t".join(("capture",) + COLUMNS))
    for path in args.capture:
        if args.ladder:
            print("==", path)
            ladder(path, args.o)
            continue
        row = count(path, args.o)
        print("\t".join([path] + [str(row[c]) for c in COLUMNS]))
        sys.stdout.flush()


if __name__ == "__main__":
    main()
