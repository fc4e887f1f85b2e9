"""A USB device that exists only for programs under umockdev's preloaded library: its descriptors in a false sysfs, its
bulk transfers answered ioctl by ioctl, its plug pulled and put back with the kernel's events.

umockdev calls back from a thread of its own; everything else is called from the event loop's thread.
"""

import errno
import os
import struct
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import gi

gi.require_version("UMockdev", "1.0")
from gi.repository import GObject, UMockdev  # noqa: E402

PACKET = 64  # bytes, full speed
SYSPATH = "/sys/devices/pci0000:00/0000:00:14.0/usb1/1-2"
REAP_PATIENCE = 0.002  # seconds; the false device file is always ready, and asking again at once would burn CPU

# linux/usbdevice_fs.h on a 64-bit machine.
GETDRIVER = 0x41045508
SUBMITURB = 0x8038550A
DISCARDURB = 0x0000550B
REAPURB = 0x4008550C
REAPURBNDELAY = 0x4008550D
CLAIMINTERFACE = 0x8004550F
RELEASEINTERFACE = 0x80045510
IOCTL = 0xC0105512
CLEAR_HALT = 0x80045515
GET_CAPABILITIES = 0x8004551A
DISCONNECT_CLAIM = 0x8108551B
URB_SIZE = 56
URB_STATUS = 4
URB_BUFFER = 16
URB_LENGTHS = 24  # of the buffer and of what came, one after the other
BULK = 3
CAP_ZERO_PACKET_AND_BULK = 0x05  # what a present kernel says of itself, as far as libusb asks


@dataclass(frozen=True)
class Endpoints:
    out: tuple[int, ...]
    into: tuple[int, ...]


def descriptors(vendor: int, product: int, endpoints: Endpoints) -> bytes:
    """Of the device, its one configuration, its one interface."""
    device = struct.pack("<BBHBBBBHHHBBBB", 18, 1, 0x0200, 0, 0, 0, PACKET, vendor, product, 0x0100, 1, 2, 3, 1)
    addresses = endpoints.out + endpoints.into
    interface = struct.pack("<BBBBBBBBB", 9, 4, 0, 0, len(addresses), 0xFF, 0, 0, 0)
    ends = b"".join(struct.pack("<BBBBHB", 7, 5, address, 2, PACKET, 0) for address in addresses)
    total = 9 + len(interface) + len(ends)
    return device + struct.pack("<BBHBBBBB", 9, 2, total, 1, 1, 0, 0x80, 50) + interface + ends


class Urb:
    """A transfer the program has submitted."""

    def __init__(self, data: UMockdev.IoctlData):
        self.data = data
        raw = bytes(data.retrieve())
        self.type, self.endpoint = raw[0], raw[1]
        (self.size,) = struct.unpack_from("<i", raw, URB_LENGTHS)
        self.buffer = data.resolve(URB_BUFFER, self.size)

    def finish(self, status: int, moved: int) -> None:
        self.data.update(URB_STATUS, struct.pack("<i", status))
        self.data.update(URB_LENGTHS, struct.pack("<ii", self.size, moved))


class UsbDevice:
    """`on_out(endpoint, bytes)` hears what the program sends, on umockdev's thread."""

    def __init__(self, vendor: int, product: int, serial: str, endpoints: Endpoints, on_out: Callable[[int, bytes], None]):
        self._testbed = UMockdev.Testbed.new()
        self._descriptors = descriptors(vendor, product, endpoints)
        self._serial = serial
        self._on_out = on_out
        self._changed = threading.Condition()
        self._number = 3
        self._plugged = False
        self._busy = False
        self._node = ""
        self._handler: UMockdev.IoctlBase | None = None
        self._waiting: list[Urb] = []  # for the device to say something
        self._finished: deque[Urb] = deque()
        self._fifo: dict[int, deque[bytes]] = {}
        self._halted: set[int] = set()

    @property
    def root(self) -> str:
        """What UMOCKDEV_DIR is to be for the program."""
        return self._testbed.get_root_dir()

    @property
    def plugged(self) -> bool:
        return self._plugged

    def be_busy(self, busy: bool) -> None:
        """Whether another program has claimed the interface."""
        self._busy = busy

    def plug(self) -> None:
        if self._plugged:
            return
        self._number += 1
        self._node = f"/dev/bus/usb/001/{self._number:03}"
        self._waiting.clear()
        self._finished.clear()
        self._fifo.clear()
        self._halted.clear()
        self._handler = UMockdev.IoctlBase()
        self._handler.connect("handle-ioctl", self._ioctl)
        self._testbed.attach_ioctl(self._node, self._handler)
        self._plugged = True
        self._testbed.add_from_string(
            f"P: {SYSPATH.removeprefix('/sys')}\n"
            f"N: {self._node.removeprefix('/dev/')}\n"
            f"E: DEVNAME={self._node}\nE: DEVTYPE=usb_device\nE: SUBSYSTEM=usb\n"
            f"E: BUSNUM=001\nE: DEVNUM={self._number:03}\nE: MAJOR=189\nE: MINOR={self._number - 1}\n"
            f"A: busnum=1\\n\nA: devnum={self._number}\\n\nA: speed=12\\n\nA: bConfigurationValue=1\\n\n"
            f"A: serial={self._serial}\\n\n"
            f"H: descriptors={self._descriptors.hex().upper()}\n"
        )
        self._testbed.uevent(SYSPATH, "add")

    def unplug(self) -> None:
        """Transfers under way end as the kernel ends them; then every ioctl says that there is no such device."""
        with self._changed:
            if not self._plugged:
                return
            self._plugged = False
            for urb in self._waiting:
                urb.finish(-errno.ESHUTDOWN, 0)
                self._finished.append(urb)
            self._waiting.clear()
            self._changed.notify_all()
        self._testbed.uevent(SYSPATH, "remove")
        self._testbed.remove_device(SYSPATH)
        os.unlink(self.root + self._node)
        self._testbed.detach_ioctl(self._node)

    def send(self, endpoint: int, data: bytes) -> None:
        """One transfer of the device: its last packet is short, so it ends the program's."""
        with self._changed:
            self._fifo.setdefault(endpoint, deque()).append(data)
            self._match()

    def halt(self, endpoint: int) -> None:
        """The endpoint stalls until the program clears it; what it held is lost."""
        with self._changed:
            self._fifo.pop(endpoint, None)
            self._halted.add(endpoint)
            self._match()

    def overflow(self, endpoint: int) -> None:
        """The transfer under way, or the next, gets more than it has room for."""
        self.send(endpoint, b"")

    def _match(self) -> None:
        for urb in list(self._waiting):
            fifo = self._fifo.get(urb.endpoint)
            if urb.endpoint in self._halted:
                urb.finish(-errno.EPIPE, 0)
            elif not fifo:
                continue
            elif not fifo[0]:
                fifo.popleft()
                urb.finish(-errno.EOVERFLOW, 0)
            elif len(fifo[0]) > urb.size and urb.size % PACKET != 0:
                fifo.popleft()
                urb.finish(-errno.EOVERFLOW, 0)
            else:
                data = fifo.popleft()
                if len(data) > urb.size:
                    fifo.appendleft(data[urb.size :])
                urb.buffer.update(0, data[: urb.size])
                urb.finish(0, min(len(data), urb.size))
            self._waiting.remove(urb)
            self._finished.append(urb)
        self._changed.notify_all()

    # What the program asks, on umockdev's thread.

    def _ioctl(self, _handler: GObject.Object, client: UMockdev.IoctlClient) -> bool:
        request = client.get_request() & 0xFFFFFFFF
        with self._changed:
            result = self._answer(request, client)
        client.complete(0 if result == 0 else -1, result)
        return True

    def _answer(self, request: int, client: UMockdev.IoctlClient) -> int:
        if request in (REAPURB, REAPURBNDELAY):
            return self._reap(client)
        if not self._plugged:
            return errno.ENODEV
        if request == GET_CAPABILITIES:
            client.get_arg().resolve(0, 4).update(0, struct.pack("<I", CAP_ZERO_PACKET_AND_BULK))
            return 0
        if request in (CLAIMINTERFACE, DISCONNECT_CLAIM):
            return errno.EBUSY if self._busy else 0
        if request == RELEASEINTERFACE:
            return 0
        if request in (GETDRIVER, IOCTL):  # no kernel driver is bound, and none comes back
            return errno.ENODATA
        if request == CLEAR_HALT:
            (endpoint,) = struct.unpack("<I", bytes(client.get_arg().resolve(0, 4).retrieve()))
            self._halted.discard(endpoint)
            return 0
        if request == SUBMITURB:
            return self._submit(Urb(client.get_arg().resolve(0, URB_SIZE)))
        if request == DISCARDURB:
            return self._discard(client)
        return errno.ENOTTY

    def _submit(self, urb: Urb) -> int:
        if urb.type != BULK:
            return errno.EINVAL
        if urb.endpoint & 0x80:
            self._waiting.append(urb)
            self._match()
            return 0
        urb.finish(0, urb.size)
        self._finished.append(urb)
        self._on_out(urb.endpoint, bytes(urb.buffer.retrieve()))
        return 0

    def _discard(self, client: UMockdev.IoctlClient) -> int:
        (address,) = struct.unpack("<Q", bytes(client.get_arg().retrieve()))
        for urb in self._waiting:
            if urb.data.client_addr == address:
                self._waiting.remove(urb)
                urb.finish(-errno.ENOENT, 0)
                self._finished.append(urb)
                return 0
        return errno.EINVAL

    def _reap(self, client: UMockdev.IoctlClient) -> int:
        if not self._finished:
            self._changed.wait(REAP_PATIENCE)
        if self._finished:
            client.get_arg().resolve(0, 8).set_ptr(0, self._finished.popleft().data)
            return 0
        return errno.EAGAIN if self._plugged else errno.ENODEV
