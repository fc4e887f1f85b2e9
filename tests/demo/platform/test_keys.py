"""Certificates: made once, kept safe, and asked of every caller."""

import os
import shutil
import ssl
import stat
import subprocess
import tempfile
import unittest
from pathlib import Path

from running_platform import LIMIT, PROGRAM, Platform, PlatformTest

import certificates


class FirstStart(PlatformTest):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="platform-test-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def test_keys_are_readable_by_the_owner_alone(self):
        for name in ("server.key", "terminal.key", "platform.db"):
            mode = stat.S_IMODE((self.platform.state / name).stat().st_mode)
            self.assertEqual(mode, 0o600, name)

    def test_no_key_can_sign_another_terminal(self):
        self.assertEqual([path.name for path in self.platform.state.glob("*ca*key*")], [])

    def test_certificates_are_elliptic_and_name_the_server(self):
        text = subprocess.run(
            ["openssl", "x509", "-in", self.platform.state / "server.pem", "-noout", "-text"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        self.assertIn("prime256v1", text)
        self.assertIn("DNS:localhost, IP Address:127.0.0.1", text)
        for name in ("server.pem", "terminal.pem"):
            subprocess.run(
                ["openssl", "verify", "-CAfile", self.platform.state / "ca.pem", self.platform.state / name],
                check=True,
                capture_output=True,
            )

    def test_terminal_is_let_in_by_either_version_of_tls(self):
        for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
            context = self.platform.tls()
            context.minimum_version = context.maximum_version = version
            connection = self.platform.connection(context=context)
            connection.request("GET", "/bianmin/health")
            self.assertEqual(connection.getresponse().status, 200)
            connection.close()

    def test_caller_without_certificate_is_refused(self):
        self.assert_no_answer(self.platform.tls(certificate=False))

    def test_caller_with_a_certificate_of_another_authority_is_refused(self):
        foreign = self.folder / "foreign"
        foreign.mkdir()
        certificates.prepare(foreign, "127.0.0.1")
        context = self.platform.tls(certificate=False)
        context.load_cert_chain(foreign / "terminal.pem", foreign / "terminal.key")
        self.assert_no_answer(context)

    def test_server_certificate_is_no_terminal(self):
        context = self.platform.tls(certificate=False)
        context.load_cert_chain(self.platform.state / "server.pem", self.platform.state / "server.key")
        self.assert_no_answer(context)

    def test_second_platform_on_the_same_folder_or_port_is_refused(self):
        assert_fails(self, self.platform.state, str(self.platform.state), "another bianmin-platform uses it")
        place = f"127.0.0.1:{self.platform.port}"
        assert_fails(self, self.folder, place, "give another --port", port=self.platform.port)

    def assert_no_answer(self, context: ssl.SSLContext) -> None:
        before = self.platform.control("state")["requests"]
        connection = self.platform.connection(context=context)
        # TLS 1.3 tells the caller only after its own part of the handshake, so the request may seem to be sent.
        with self.assertRaises((ssl.SSLError, ConnectionError)):
            connection.request("GET", "/bianmin/health")
            connection.getresponse()
        connection.close()
        self.assertEqual(self.platform.control("state")["requests"], before)


class LaterStarts(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="platform-test-"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.state = self.folder / "state"

    def test_second_start_keeps_every_file(self):
        platform = Platform(self.state).start()
        before = {name: (self.state / name).read_bytes() for name in certificates.FILES}
        self.assertEqual(platform.stop(), 0)
        platform.start()
        self.assertEqual({name: (self.state / name).read_bytes() for name in certificates.FILES}, before)
        self.assertEqual(platform.stop(), 0)

    def test_set_cut_off_while_being_made_is_made_anew(self):
        self.state.mkdir()
        certificates.prepare(self.state, "127.0.0.1")
        authority = (self.state / "ca.pem").read_bytes()
        (self.state / "server.key").unlink()
        self.assertTrue(certificates.prepare(self.state, "127.0.0.1"))
        self.assertNotEqual((self.state / "ca.pem").read_bytes(), authority)

    def test_lost_file_is_named_with_the_remedy(self):
        self.state.mkdir()
        certificates.prepare(self.state, "127.0.0.1")
        (self.state / "terminal.key").unlink()
        with self.assertRaisesRegex(certificates.CertificateFault, "terminal.key is missing .* put it back"):
            certificates.prepare(self.state, "127.0.0.1")

    def test_spoilt_certificate_is_named_with_the_remedy(self):
        self.state.mkdir()
        certificates.prepare(self.state, "127.0.0.1")
        (self.state / "server.pem").write_text("rubbish")
        assert_fails(self, self.state, "server.pem", "for a new set")

    def test_spoilt_store_is_named_with_the_remedy(self):
        self.state.mkdir()
        (self.state / "platform.db").write_bytes(b"no database at all" * 100)
        assert_fails(self, self.state, "platform.db", "restore it from a copy")


def assert_fails(test: unittest.TestCase, state: Path, *sentences: str, port: int = 0) -> None:
    ended = subprocess.run(
        [PROGRAM, "--state", state, "--port", str(port)],
        capture_output=True,
        text=True,
        timeout=LIMIT,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    test.assertEqual((ended.returncode, ended.stdout), (1, ""))
    for sentence in sentences:
        test.assertIn(sentence, ended.stderr)
    test.assertNotIn("Traceback", ended.stderr)


if __name__ == "__main__":
    unittest.main()
