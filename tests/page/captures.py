#!/usr/bin/env python3
"""captures.py hostile|many FILE: writes a capture for the tests of the report's page.

hostile: what could become markup, script or a deception, in everything that an element may write into a message.
many: 100,000 calls between different users that fail.

SPDX-License-Identifier: GPL-2.0-or-later
"""

import socket
import struct
import sys

LINKTYPE_RAW = 101
BEGIN_US = 1_790_000_000_000_000
STEP_US = 500
MANY = 100_000

CODES = ("404 Not Found", "486 Busy Here", "503 Service Unavailable", "488 Not Acceptable Here", "403 Forbidden")

# Each ends what it may stand in, and then does harm.
ATTACKS = (
    "<script>window.harmed=1</script>",
    "</script><script>window.harmed=2</script>",
    "<!--<script>",
    "--><img src=x onerror=window.harmed=3>",
    "\"'><svg/onload=window.harmed=4>",
    "'+(window.harmed=5)+'",
    "\\u003cscript\\u003ewindow.harmed=6\\u003c/script\\u003e",
    "&lt;script&gt;window.harmed=7&lt;/script&gt;",
    "javascript:window.harmed=8",
    "__proto__",
    "constructor",
    "\u202e\u2066txet\u2028\u2029\x00\x07\x1b[31m",
    "#59;end;note over E1: #lt;",
    "\U0001f4a3" * 50,
    "x" * 3000,
)


class Capture:
    """A pcap file of UDP packets."""

    def __init__(self, file):
        self.file = file
        self.time = BEGIN_US
        file.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, LINKTYPE_RAW))

    def add(self, source, destination, message):
        udp = struct.pack(">HHHH", 5060, 5060, 8 + len(message), 0) + message
        ip = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 20 + len(udp), 0, 0, 64, socket.IPPROTO_UDP, 0,
                         socket.inet_aton(source), socket.inet_aton(destination))
        self.file.write(struct.pack("<IIII", *divmod(self.time, 1_000_000), len(ip) + len(udp), len(ip) + len(udp)) + ip + udp)
        self.time += STEP_US


def message(start_line, headers):
    lines = [start_line, *(f"{name}: {value}" for name, value in headers), "Content-Length: 0", "", ""]
    return "\r\n".join(lines).encode("utf-8", "surrogateescape")


def add_failed_call(capture, number, source, destination, users, more=lambda method: (), status=CODES[0]):
    """A call from source to destination that gets the status; more(method) are further headers of a request or, without, a response."""
    caller, callee = users
    common = [("Via", f"SIP/2.0/UDP {source};branch=z9hG4bK{number}"), ("From", f"<sip:{caller}@example.test>;tag=a{number}")]
    to = ("To", f"<sip:{callee}@example.test>")
    tagged = ("To", f"<sip:{callee}@example.test>;tag=b{number}")
    call = ("Call-ID", f"{number}@{source}")
    uri = f"sip:{callee}@example.test"
    capture.add(source, destination, message(f"INVITE {uri} SIP/2.0", [*common, to, call, ("CSeq", "1 INVITE"), *more("INVITE")]))
    capture.add(destination, source, message("SIP/2.0 100 Trying", [*common, to, call, ("CSeq", "1 INVITE"), *more(None)]))
    capture.add(destination, source, message(f"SIP/2.0 {status}", [*common, tagged, call, ("CSeq", "1 INVITE"), *more(None)]))
    capture.add(source, destination, message(f"ACK {uri} SIP/2.0", [*common, tagged, call, ("CSeq", "1 ACK"), *more("ACK")]))


def write_many(capture):
    for i in range(MANY):
        add_failed_call(capture, i, f"192.0.2.{i % 200 + 1}", f"198.51.100.{i % 20 + 1}", (f"caller{i}", f"{i % 997}"),
                        status=CODES[i % len(CODES)])


def hostile_headers(attack, method):
    quoted = attack.replace("\\", "\\\\").replace('"', '\\"')
    yield "User-Agent" if method else "Server", attack
    yield "Contact", f'"{quoted}" <sip:{attack}@192.0.2.1>'
    if method is None:
        yield "Warning", f'399 {attack} "{quoted}"'
        yield "Reason", f'Q.850;cause=17;text="{quoted}"'
        yield "Reason", f'SIP;cause=404;text="{quoted}"'
        yield "Error-Info", f"<{attack}>"
        yield "WWW-Authenticate", f'Digest realm="{quoted}", nonce="{quoted}"'
        yield "Retry-After", f"1 ({attack})"
    else:
        yield "Authorization", f'Digest username="{quoted}", realm="{quoted}", nonce="n", uri="{quoted}", response="0"'


def write_hostile(capture):
    for i, attack in enumerate(ATTACKS):
        for j, status in enumerate((*CODES, f"401 {attack}", f"699 {attack}")):
            add_failed_call(capture, f"{i}-{j}-{attack}", f"192.0.2.{i + 1}", "198.51.100.1", (attack, f"{attack}{j}"),
                            lambda method: hostile_headers(attack, method), status)
        # A method of its own, to which nobody responds.
        for _ in range(2):
            method = f"<{i}>"
            capture.add("192.0.2.99", "198.51.100.9", message(f"{method} sip:{attack}@example.test SIP/2.0", [
                ("Via", f"SIP/2.0/UDP 192.0.2.99;branch=z9hG4bK{attack}"), ("From", f"<sip:{attack}@x>;tag={attack}"),
                ("To", f"<sip:{attack}@x>"), ("Call-ID", attack), ("CSeq", f"1 {method}"), *hostile_headers(attack, method)]))
            capture.time += 600_000
    capture.time += 60_000_000
    add_failed_call(capture, "last", "192.0.2.1", "198.51.100.1", ("alice", "bob"))


def main():
    kinds = {"hostile": write_hostile, "many": write_many}
    with open(sys.argv[2], "wb") as file:
        kinds[sys.argv[1]](Capture(file))


if __name__ == "__main__":
    main()
