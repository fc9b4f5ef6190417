"""An authenticator in a few lines, as honest or as broken as a test asks: it keeps passkeys and signs."""

from __future__ import annotations

import hashlib
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

ORIGIN, HOST = "http://localhost:8000", "localhost"
PRESENT, VERIFIED, HAS_KEY = 0x01, 0x04, 0x40


@dataclass
class Authenticator:
    """One passkey of one person. What a test sets wrong goes into the answers."""

    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    handle: bytes = b""
    count: int = 0
    step: int = 1
    origin: str = ORIGIN
    host: str = HOST
    flags: int = PRESENT | VERIFIED
    kind: str = ""  # what the client says it does, if not what it does
    challenge: str = ""  # the challenge it signs, if not the one it was asked

    def make(self, options: str) -> str:
        """The answer to a question for a new passkey, as the page sends it."""
        asked = json.loads(options)
        self.handle = _bytes(asked["user"]["id"])
        numbers = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        named = (
            bytes(16) + len(self.credential_id).to_bytes(2, "big") + self.credential_id + cbor2.dumps(cose)
        )
        seen = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": self._data(HAS_KEY) + named})
        said = self._said("webauthn.create", asked["challenge"])
        return self._answer({"clientDataJSON": _text(said), "attestationObject": _text(seen)})

    def use(self, options: str) -> str:
        """The answer to a question for a passkey."""
        asked = json.loads(options)
        self.count += self.step
        data, said = self._data(0), self._said("webauthn.get", asked["challenge"])
        signature = self.key.sign(data + hashlib.sha256(said).digest(), ec.ECDSA(SHA256()))
        return self._answer(
            {
                "clientDataJSON": _text(said),
                "authenticatorData": _text(data),
                "signature": _text(signature),
                **({"userHandle": _text(self.handle)} if self.handle else {}),
            }
        )

    def _data(self, more: int) -> bytes:
        owner = hashlib.sha256(self.host.encode()).digest()
        return owner + bytes([self.flags | more]) + self.count.to_bytes(4, "big")

    def _said(self, kind: str, challenge: str) -> bytes:
        told = {"type": self.kind or kind, "challenge": self.challenge or challenge, "origin": self.origin}
        return json.dumps({**told, "crossOrigin": False}).encode()

    def _answer(self, response: dict[str, str]) -> str:
        named = _text(self.credential_id)
        return json.dumps({"id": named, "rawId": named, "type": "public-key", "response": response})


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
