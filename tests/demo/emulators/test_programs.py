"""The three programs as a shell starts them: ready line, control socket, end on SIGTERM, bad arguments."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

from demo.emulators import program
from tests.demo.emulators.terminal_side import LIMIT, DeviceCase

PROGRAMS = Path(program.__file__).parent


class Programs(DeviceCase):
    async def launch(self, name: str, *arguments: str) -> Process:
        script = str(PROGRAMS / f"{name}.py")
        process = await asyncio.create_subprocess_exec(sys.executable, script, *arguments, stdout=PIPE, stderr=PIPE)
        self.addAsyncCleanup(self.end, process)
        return process

    async def end(self, process: Process) -> None:
        if process.returncode is None:
            process.kill()
            await process.wait()

    async def ready(self, process: Process) -> str:
        return (await asyncio.wait_for(process.stdout.readline(), LIMIT)).decode()

    async def say(self, path: Path, *lines: str) -> list[dict]:
        reader, writer = await asyncio.open_unix_connection(str(path))
        writer.write("".join(f"{line}\n" for line in lines).encode())
        answers = [json.loads(await asyncio.wait_for(reader.readline(), LIMIT)) for _ in lines]
        writer.close()
        return answers

    async def ends_cleanly(self, process: Process, *gone: Path) -> None:
        process.terminate()
        _, stderr = await asyncio.wait_for(process.communicate(), LIMIT)
        self.assertEqual((process.returncode, stderr), (0, b""))
        for path in gone:
            self.assertFalse(path.exists() or path.is_symlink(), path)

    async def test_reader(self) -> None:
        link, control = self.folder / "link", self.folder / "control"
        process = await self.launch("sam_v_reader", "--link", str(link), "--control", str(control))
        self.assertRegex(await self.ready(process), r"^ready: SAM_V reader on .*/link, 9 cards\n$")
        self.assertTrue(link.is_char_device())
        laid, state, wrong, unknown = await self.say(control, "lay gong-yan", "state", "lay", "dance")
        self.assertTrue(laid["ok"])
        self.assertEqual((state["device"], state["card"]), ("id-card-reader", "gong-yan"))
        self.assertEqual(state["holder"]["title"]["zh-CN"], "龚䶮𠮷（姓名含生僻字）")
        self.assertIn("usage: lay NAME", wrong["error"])
        self.assertIn("pull-mid-read", unknown["error"])
        await self.ends_cleanly(process, link, control)

    async def test_printer(self) -> None:
        port_file, control = self.folder / "port", self.folder / "control"
        process = await self.launch(
            "escpos_printer",
            *("--port-file", str(port_file), "--control", str(control), "--paper", str(self.folder / "paper")),
        )
        ready = await self.ready(process)
        self.assertEqual(ready, f"ready: ESC/POS printer on 127.0.0.1:{port_file.read_text().strip()}\n")
        reader, writer = await asyncio.open_connection("127.0.0.1", int(port_file.read_text()))
        cover, state, nothing = await self.say(control, "cover open", "state", "take")
        self.assertTrue(cover["ok"])
        self.assertEqual((state["device"], state["cover"], state["online"]), ("receipt-printer", "open", False))
        self.assertIn("no ticket is in the mouth", nothing["error"])
        writer.write(b"\x10\x04\x02")
        self.assertEqual(await asyncio.wait_for(reader.readexactly(1), LIMIT), b"\x16")
        await self.ends_cleanly(process, port_file, control)
        writer.close()

    async def test_scanner_and_its_watcher(self) -> None:
        link, control = self.folder / "link", self.folder / "control"
        wires = ("--link", str(link), "--control", str(control))
        process = await self.launch("serial_scanner", *wires, "--dialect", "newland")
        self.assertRegex(await self.ready(process), r"^ready: code scanner \(newland\) on .*/link\n$")
        reader, writer = await asyncio.open_unix_connection(str(control))
        writer.write(b"watch\n")
        self.assertIsNone(json.loads(await asyncio.wait_for(reader.readline(), LIMIT))["shown"])
        await self.say(control, "show 'a  b' c")
        self.assertEqual(json.loads(await asyncio.wait_for(reader.readline(), LIMIT))["shown"], "a  b c")
        await self.ends_cleanly(process, link, control)
        writer.close()

    async def test_bad_arguments_are_named_with_their_remedy(self) -> None:
        taken = self.folder / "taken"
        taken.write_text("precious")
        cases = [
            (("sam_v_reader", "--link", str(taken)), f"{taken}: something that is not a link is there; remove it"),
            (("serial_scanner", "--link", str(self.folder / "l"), "--control", str(taken)), "that is not a socket"),
            (("serial_scanner", "--link", str(self.folder / "no" / "l")), "No such file or directory"),
            (("sam_v_reader", "--link", "x", "--cards", str(taken)), f"{taken}: not JSON"),
            (("escpos_printer", "--paper", str(taken)), "choose a folder that can be written"),
        ]
        processes = [await self.launch(*arguments) for arguments, _ in cases]
        for process, (arguments, words) in zip(processes, cases, strict=True):
            _, stderr = await asyncio.wait_for(process.communicate(), LIMIT)
            self.assertEqual(process.returncode, 1, arguments)
            self.assertIn(words, stderr.decode())
            self.assertNotIn("Traceback", stderr.decode())
        self.assertEqual(taken.read_text(), "precious")
