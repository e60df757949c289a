#!/usr/bin/env python3
"""multiply.py KIND PACKETS CAPTURES FILE: writes a capture of at least so many packets, made of those in the folder CAPTURES.

mixed: of the packets 40% are of registrations (challenged and accepted), 30% OPTIONS, 20% calls that go well and 10% failures of all kinds.
ims: the same, each message with three more Vias, ten headers of an IMS, and an SDP as long as one of WebRTC.
tcp: the same, four dialogues at a time over one connection, cut into segments wherever they are full.
rtp: answered calls with their media.

Each copy has other Call-IDs, branches, tags, nonces, ports of media and another client, written with as many characters, so that lengths stay
what they are. Copies begin every 5 ms, and keep the times of their packets. The same arguments give the same bytes. Prints the number of packets.

SPDX-License-Identifier: GPL-2.0-or-later
"""

import hashlib
import heapq
import re
import struct
import sys
from itertools import count, cycle
from pathlib import Path
from socket import inet_ntoa

IP = 14
ADDRESSES = slice(IP + 12, IP + 20)
PORTS = IP + 20
UDP_BODY = PORTS + 8
TCP_BODY = PORTS + 20
IS_TCP = 6
IS_UDP = 17
MOST_IN_SEGMENT = 1460
BEGIN = 1_790_000_000
BETWEEN_COPIES = 0.005
AT_A_TIME = 4  # dialogues that share a connection of TCP

REGISTRATIONS = ("kam_reg_ok",)
OPTIONS = ("kam_pike_drop",)  # begins with some that are answered
CALLS = ("inv_ok_asterisk", "kam_407_ok", "fork_one_answers", "media/near_signalling_only")
WITH_MEDIA = ("media/good", "media/hold", "media/new_port_followed")
UNREADABLE = ("tls_rsa_404", "tls_unknown_ca", "ws_404")  # names in encrypted or masked messages cannot be changed

IDENTIFIER = re.compile(rb'(?:\b(?:branch|tag)=|\b(?:c?nonce|response|opaque)="|\r\n(?:Call-ID|i):[ \t]*)([^\s;,">&]{4,})', re.IGNORECASE)
MEDIA_PORT = re.compile(rb"\r\nm=\w+ (\d{4,5}) ")
CONTENT_LENGTH = re.compile(rb"\r\nContent-Length: *(\d+)", re.IGNORECASE)

IMS_VIAS = b"".join(
    b"\r\nVia: SIP/2.0/UDP %b.ims.example.net:5060;branch=z9hG4bK%b" % (host, hashlib.md5(host).hexdigest().encode())
    for host in (b"scscf2", b"pcscf1", b"ue-24680")
)
IMS_HEADERS = (
    b'P-Asserted-Identity: "Alice Example" <sip:+12025550123@ims.mnc001.mcc001.3gppnetwork.org;user=phone>\r\n'
    b"P-Access-Network-Info: 3GPP-E-UTRAN-FDD; utran-cell-id-3gpp=001010001a2b3c4d\r\n"
    b"P-Charging-Vector: icid-value=a1b2c3d4e5f60718293a4b5c6d7e8f90;icid-generated-at=192.0.2.3;orig-ioi=ims.example.net\r\n"
    b'P-Visited-Network-ID: "ims.mnc001.mcc001.3gppnetwork.org"\r\n'
    b"P-Charging-Function-Addresses: ccf=192.0.2.4;ecf=192.0.2.5\r\n"
    b'Accept-Contact: *;+g.3gpp.icsi-ref="urn%3Aurn-7%3A3gpp-service.ims.icsi.mmtel"\r\n'
    b"P-Asserted-Service: urn:urn-7:3gpp-service.ims.icsi.mmtel\r\n"
    b"P-Early-Media: supported\r\n"
    b"Privacy: none\r\n"
    b"History-Info: <sip:bob@ims.example.net>;index=1\r\n"
)
WEBRTC_LINES = b"".join(
    [
        b"a=ice-ufrag:F7gI\r\na=ice-pwd:x9cml/YzichV2+XlhiMu8g\r\na=setup:actpass\r\na=mid:0\r\na=rtcp-mux\r\na=rtcp-rsize\r\n",
        b"a=fingerprint:sha-256 " + b":".join(b"%02X" % byte for byte in hashlib.sha256().digest()) + b"\r\n",
        *(b"a=extmap:%d urn:ietf:params:rtp-hdrext:example-%d\r\n" % (i, i) for i in range(1, 9)),
        *(b"a=rtpmap:%d example-%d/48000/2\r\na=fmtp:%d minptime=10;useinbandfec=1\r\n" % (i, i, i) for i in range(102, 118)),
        *(b"a=candidate:%d 1 udp %d 203.0.113.%d %d typ host generation 0 network-id 1\r\n" % (i, 2**31 - i, i, 50000 + i) for i in range(16)),
    ]
)


def is_whole_udp(frame):
    return frame[IP + 9] == IS_UDP and not struct.unpack_from(">H", frame, IP + 6)[0] & 0x3FFF


def with_headers_of_ims(frame):
    head, end, body = frame[UDP_BODY:].partition(b"\r\n\r\n")
    last_via = head.rfind(b"\r\nVia:")
    if not is_whole_udp(frame) or not end or last_via < 0:
        return frame
    after_via = head.find(b"\r\n", last_via + 2)
    body += WEBRTC_LINES if b"\r\nm=" in body else b""
    head = CONTENT_LENGTH.sub(b"\r\nContent-Length: %d" % len(body), head[:after_via] + IMS_VIAS + head[after_via:])
    message = head + b"\r\n" + IMS_HEADERS + b"\r\n" + body
    grown = bytearray(frame[:UDP_BODY] + message)
    struct.pack_into(">H", grown, IP + 2, len(grown) - IP)
    struct.pack_into(">H", grown, PORTS + 4, len(grown) - PORTS)
    return bytes(grown)


def another_character(byte, chance):
    if 0x30 <= byte <= 0x39:
        return 0x30 + chance % 10
    if 0x41 <= byte <= 0x5A or 0x61 <= byte <= 0x7A:
        return byte & 0xE0 | 1 + chance % 6  # what was hexadecimal stays it
    return byte


def another_identifier(identifier, number):
    cookie = b"z9hG4bK" if identifier.startswith(b"z9hG4bK") else b""
    rest = identifier[len(cookie) :]
    chances = hashlib.shake_128(b"%b %d" % (identifier, number)).digest(len(rest))
    return cookie + bytes(map(another_character, rest, chances))


def another_address(address, number):
    """What tells networks apart stays, and so do the numbers of digits."""
    changed = bytearray(address)
    for i in range(3, 0 if address[0] in (10, 127) else 1, -1):
        first, choices = ((1, 9), (10, 90), (101, 99))[len(str(address[i])) - 1]
        changed[i] = first + number % choices
        number //= choices
    return bytes(changed)


def another_port(port, number):
    first = 6000 if port < 10000 else 10000
    last = 10000 if port < 10000 else 60000
    return first + (port + 2 * number) % (last - first)


class Template:
    """A capture, cut where its copies differ."""

    def __init__(self, frames):
        whole = b"".join(frame for _, frame, _ in frames)
        self.client = frames[0][1][ADDRESSES][:4]
        self.identifiers = set(IDENTIFIER.findall(whole))
        self.ports = {port + i for port in map(int, MEDIA_PORT.findall(whole)) for i in (0, 1)}
        texts = sorted([*self.identifiers, inet_ntoa(self.client).encode(), *(b"%d" % port for port in self.ports)], key=len, reverse=True)
        variable = re.compile(
            rb"(%b|(?<![A-Za-z0-9])(?:%b)(?![A-Za-z0-9]))" % (re.escape(self.client), b"|".join(map(re.escape, texts))), re.DOTALL
        )
        # The second of two and so on are variable.
        self.frames = [(time, variable.split(frame), self.port_fields(frame), length) for time, frame, length in frames]

    def port_fields(self, frame):
        if not is_whole_udp(frame):
            return []
        fields = ((at, struct.unpack_from(">H", frame, at)[0]) for at in (PORTS, PORTS + 2))
        return [(at, port) for at, port in fields if port in self.ports]

    def copy(self, number, client_number):
        client = another_address(self.client, client_number)
        changed = {identifier: another_identifier(identifier, number) for identifier in self.identifiers}
        changed |= {b"%d" % port: b"%d" % another_port(port, number) for port in self.ports}
        changed |= {self.client: client, inet_ntoa(self.client).encode(): inet_ntoa(client).encode()}
        for time, pieces, port_fields, length in self.frames:
            frame = bytearray(b"".join(changed[piece] if i % 2 else piece for i, piece in enumerate(pieces)))
            for at, port in port_fields:
                struct.pack_into(">H", frame, at, another_port(port, number))
            # Fragments of different copies are not to be put together.
            identification = struct.unpack_from(">H", frame, IP + 4)[0]
            struct.pack_into(">H", frame, IP + 4, (identification + number) & 0xFFFF)
            yield time, frame, length


class Connections:
    """Numbers the bytes of segments of TCP."""

    def __init__(self):
        self.sent = {}

    def number(self, segment):
        ways = bytes(segment[ADDRESSES]), bytes(segment[PORTS : PORTS + 4])
        back = ways[0][4:] + ways[0][:4], ways[1][2:] + ways[1][:2]
        sent = self.sent.get(ways, 1)
        struct.pack_into(">II", segment, PORTS + 4, sent, self.sent.get(back, 1))
        self.sent[ways] = (sent + len(segment) - TCP_BODY) & 0xFFFFFFFF


def segments(frames):
    """The messages of datagrams between the same two hosts, one after the other in a stream."""
    stream = b"".join(frame[UDP_BODY:] for frame in frames).replace(b"SIP/2.0/UDP", b"SIP/2.0/TCP")
    for at in range(0, len(stream), MOST_IN_SEGMENT):
        part = stream[at : at + MOST_IN_SEGMENT]
        head = frames[0][:PORTS]
        struct.pack_into(">H", head, IP + 2, TCP_BODY - IP + len(part))
        head[IP + 9] = IS_TCP
        yield head + frames[0][PORTS : PORTS + 4] + struct.pack(">IIBBHHH", 0, 0, 0x50, 0x18, 0xFFFF, 0, 0) + part


def fits_into_streams(frames):
    """Whether all of a capture is messages in datagrams that say their length."""
    for _, frame, _ in frames:
        length = CONTENT_LENGTH.search(frame)
        _, end, body = frame.partition(b"\r\n\r\n")
        if not is_whole_udp(frame) or not end or length is None or int(length[1]) != len(body):
            return False
    return True


class Source:
    def __init__(self, kind, folder):
        self.kind = kind
        self.folder = folder

    def frames(self, name):
        """Times, bytes, and lengths on the wire: some captures hold only heads of media."""
        data = (self.folder / f"{name}.pcap").read_bytes()
        frames = []
        at = 24
        while at < len(data):
            seconds, microseconds, size, length = struct.unpack_from("<IIII", data, at)
            frame = data[at + 16 : at + 16 + size]
            if self.kind == "ims":
                frame = with_headers_of_ims(frame)
            frames.append((seconds + microseconds / 1e6, frame, length + len(frame) - size))
            at += 16 + size
        return [(time - frames[0][0], frame, length) for time, frame, length in frames]

    def templates(self, names, most=None):
        of_names = (self.frames(name)[:most] for name in names)
        return cycle([Template(frames) for frames in of_names if self.kind != "tcp" or fits_into_streams(frames)])

    def failures(self):
        paths = (path for folder in (".", "wild", "reports") for path in self.folder.glob(f"{folder}/*.pcap"))
        names = {str(path.relative_to(self.folder).with_suffix("")) for path in paths}.difference(REGISTRATIONS, CALLS, UNREADABLE)
        # Related ones have similar names, and a short capture is to have some of all.
        return sorted(names, key=lambda name: hashlib.md5(name.encode()).digest())

    def shares(self):
        if self.kind == "rtp":
            return [(1.0, self.templates(WITH_MEDIA))]
        return [
            (0.4, self.templates(REGISTRATIONS)),
            (0.3, self.templates(OPTIONS, most=2)),
            (0.2, self.templates(CALLS)),
            (0.1, self.templates(self.failures())),
        ]

    def copies(self, template, number):
        if self.kind != "tcp":
            return list(template.copy(number, number))
        together = zip(*(template.copy(number * AT_A_TIME + i, number) for i in range(AT_A_TIME)))
        return [(step[0][0], segment, len(segment)) for step in together for segment in segments([frame for _, frame, _ in step])]

    def packets(self, least):
        """Yields times, bytes and lengths on the wire."""
        shares = self.shares()
        made = [0] * len(shares)
        waiting = []
        for number in count():
            begin = number * BETWEEN_COPIES
            while waiting and (waiting[0][0] <= begin or sum(made) >= least):
                time, _, frame, length = heapq.heappop(waiting)
                yield time, frame, length
            if sum(made) >= least:
                return
            i = min(range(len(shares)), key=lambda i: made[i] / shares[i][0])
            for time, frame, length in self.copies(next(shares[i][1]), number):
                heapq.heappush(waiting, (begin + time, (number, made[i]), frame, length))
                made[i] += 1


def main():
    kind, least, folder, path = sys.argv[1:]
    connections = Connections()
    packets = 0
    with open(path, "wb") as file:
        file.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 0x40000, 1))
        for time, frame, length in Source(kind, Path(folder)).packets(int(least)):
            if kind == "tcp":
                connections.number(frame)
            file.write(struct.pack("<IIII", BEGIN + int(time), int(time % 1 * 1e6), len(frame), length) + frame)
            packets += 1
    print(packets)


main()
