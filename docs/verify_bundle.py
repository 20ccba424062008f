"""Verify a Pérenne evidence bundle with nothing but Python and the package ``cryptography``.

    python verify_bundle.py FILE.zip [KEY_ID]

Prints ``intact``, ``changed`` or ``not a bundle``; exit status 0, 1 or 2. The format: docs/evidence.md.
"""

import hashlib
import io
import json
import mmap
import re
import struct
import sys
import zipfile
import zlib
from datetime import date
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

MARKS = (b'"perenne":"evidence/1"', b'"perenne":"seal/1"')
FIXED = (0x0800, 0, 0, 0x21)  # names in UTF-8, stored, midnight of 1 January 1980
PATH = re.compile(r"[a-z0-9][a-z0-9._@-]*(?:/[a-z0-9][a-z0-9._@-]*)*")
TAGS = "evidence/1", "seal/1"
MANIFEST = {"perenne", "program", "resources", "sealed_by"}
RESOURCE = {"path", "sha256", "bytes", "media_type"}
SEAL = {"perenne", "algorithm", "key_id", "manifest_sha256", "public_key", "signature"}
BIG, MANY = 0xFFFFFFFF, 0xFFFF


def require(holds):
    if not holds:
        raise ValueError


def canonical(value):  # RFC 8785, for the texts and whole numbers that bundles use
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def zip64(*numbers):
    large = [each for each in numbers if each >= BIG]
    return struct.pack(f"<2H{len(large)}Q", 1, 8 * len(large), *large) if large else b""


def check(data, wanted_key):
    at, directory = 0, []

    def member(path, size=None):  # compares the header, notes the directory entry, gives the content
        nonlocal at
        size = int.from_bytes(data[at + 22 : at + 26], "little") if size is None else size
        name, local, central = path.encode(), zip64(size, size), zip64(size, size, at)
        begin = at + 30 + len(name) + len(local)
        content = memoryview(data)[begin : begin + size]
        sizes = (zlib.crc32(content), min(size, BIG), min(size, BIG), len(name))
        need = 45 if local else 20
        header = struct.pack("<4s5H3L2H", b"PK\3\4", need, *FIXED, *sizes, len(local)) + name + local
        require(len(content) == size and data[at:begin] == header)
        need, rest = 45 if central else 20, (len(central), 0, 0, 0, 0, min(at, BIG))
        directory.append(struct.pack("<4s6H3L5H2L", b"PK\1\2", need, need, *FIXED, *sizes, *rest) + name + central)
        at = begin + size
        return content

    manifest_bytes, seal_bytes = bytes(member("manifest.json")), bytes(member("seal.json"))
    manifest, seal = json.loads(manifest_bytes), json.loads(seal_bytes)
    require(canonical(manifest) == manifest_bytes and canonical(seal) == seal_bytes)
    if "timestamp_sha256" in seal:
        require(hashlib.sha256(member("timestamp.tsr")).hexdigest() == seal["timestamp_sha256"])
    require(
        MANIFEST <= set(manifest) <= {*MANIFEST, "stated_on"} and SEAL <= set(seal) <= {*SEAL, "timestamp_sha256"}
    )
    require(all(set(each) == RESOURCE for each in manifest["resources"]) and len(manifest["resources"]) <= 100_000)
    words = [*(value for key, value in manifest.items() if key != "resources"), *seal.values()]
    words += [value for each in manifest["resources"] for key, value in each.items() if key != "bytes"]
    require(all(isinstance(each, str) for each in words) and (manifest["perenne"], seal["perenne"]) == TAGS)
    require(date.fromisoformat(manifest.get("stated_on", "2026-01-01")) and len(manifest_bytes) <= 2**25)
    paths = [each["path"] for each in manifest["resources"]]
    require(paths == sorted(set(paths)) and all(PATH.fullmatch(each) and len(each) <= 200 for each in paths))
    require(not {"manifest.json", "seal.json", "timestamp.tsr"} & set(paths) and len(seal_bytes) <= 4096)
    for each in manifest["resources"]:
        require(hashlib.sha256(member(each["path"], each["bytes"])).hexdigest() == each["sha256"])
    count, table = len(directory), b"".join(directory)
    end = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, len(table), at)
    end += struct.pack("<4sLQL", b"PK\6\7", 0, at + len(table), 1)
    end = end if count >= MANY or len(table) >= BIG or at >= BIG else b""
    sizes = (min(count, MANY), min(count, MANY), min(len(table), BIG), min(at, BIG), 0)
    require(data[at:] == table + end + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, *sizes))
    public, signature = bytes.fromhex(seal["public_key"]), bytes.fromhex(seal["signature"])
    require(public.hex() == seal["public_key"] and signature.hex() == seal.pop("signature"))
    key_id = "k-" + hashlib.sha256(public).hexdigest()[:32]
    require(seal["key_id"] == manifest["sealed_by"] == key_id and wanted_key in (None, key_id))
    require(seal["algorithm"] == "Ed25519")
    require(seal["manifest_sha256"] == hashlib.sha256(manifest_bytes).hexdigest())
    Ed25519PublicKey.from_public_bytes(public).verify(signature, canonical(seal))


def was_packed_again(data):  # whether a manifest or a seal bears its mark once another program unpacks it
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        packed = [each for each in archive.infolist() if each.compress_type == zipfile.ZIP_DEFLATED]
        ours = [each for each in packed if each.filename.split("/")[-1] in ("manifest.json", "seal.json")]
        return any(mark in archive.open(each).read(4096) for each in ours for mark in MARKS)


def verdict(data, wanted_key=None):
    try:
        check(data, wanted_key)
        return "intact"
    except Exception:
        if any(data.find(mark) >= 0 for mark in MARKS):
            return "changed"
    try:
        return "changed" if was_packed_again(data) else "not a bundle"
    except Exception:
        return "not a bundle"


if __name__ == "__main__":
    with Path(sys.argv[1]).open("rb") as file:
        empty = not file.read(1)
        found = verdict(b"" if empty else mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), *sys.argv[2:3])
    print(found)
    sys.exit(("intact", "changed", "not a bundle").index(found))
