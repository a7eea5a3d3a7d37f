package dev.netlab.netlink.tun;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.syscall.Errno;
import dev.netlab.netlink.syscall.Fd;
import dev.netlab.netlink.syscall.IoVectors;
import dev.netlab.netlink.syscall.Memory;
import dev.netlab.netlink.syscall.Poller;
import dev.netlab.netlink.syscall.Sys;
import dev.netlab.netlink.tun.TunOptions.Feature;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;

/**
 * An open TUN or TAP device, or one of its queues. It belongs to the network namespace of the
 * thread that opened it. It can be used from any thread, by one reader and one writer at a time.
 * The descriptor is non-blocking; use a {@link Poller} to wait for it.
 *
 * <p>Reads fail with {@code EBADFD} if the device was deleted; writes fail with {@code EIO} while
 * it is down.
 */
public final class TunDevice implements AutoCloseable {
  private static final long TUNSETIFF = 0x400454caL;
  private static final long TUNSETPERSIST = 0x400454cbL;
  private static final long TUNSETOFFLOAD = 0x400454d0L;
  private static final long TUNSETIFINDEX = 0x400454daL;
  private static final long TUNGETIFF = 0x800454d2L;
  private static final long TUNSETCARRIER = 0x400454e2L;

  private final Fd fd;
  private final InterfaceRequests control;
  private final String readWhat;
  private final String writeWhat;

  private TunDevice(Fd fd, InterfaceRequests control, String name) {
    this.fd = fd;
    this.control = control;
    readWhat = "read from " + name;
    writeWhat = "write to " + name;
  }

  /**
   * Creates the device in the calling thread's network namespace, or attaches to it if it exists
   * and has no other reader.
   *
   * @throws KernelException {@code EBUSY} if another process holds it, {@code EINVAL} if an
   *     interface with this name is of another kind
   */
  public static TunDevice open(TunOptions options) {
    String what = "open " + options.layer() + " device " + options.name();
    Fd fd = Sys.open("open /dev/net/tun", "/dev/net/tun", Const.O_RDWR | Const.O_NONBLOCK);
    InterfaceRequests control = null;
    try {
      control = new InterfaceRequests();
      ByteBuffer request = InterfaceRequests.request(options.name());
      request.putShort(InterfaceRequests.IFNAMSIZ, (short) options.flags());
      if (options.index() != 0) {
        ByteBuffer index = Memory.allocate(Integer.BYTES).putInt(0, options.index());
        Sys.ioctl(what + " with index " + options.index(), fd, TUNSETIFINDEX, index);
      }
      Sys.ioctl(what, fd, TUNSETIFF, request);
      if (options.features().contains(Feature.PERSISTENT)) {
        Sys.ioctl(what + " to stay", fd, TUNSETPERSIST, 1);
      }
      return new TunDevice(fd, control, InterfaceRequests.name(request));
    } catch (RuntimeException | Error e) {
      fd.close();
      if (control != null) {
        control.close();
      }
      throw e;
    }
  }

  /** The descriptor, for use with a {@link Poller}. */
  public Fd fd() {
    return fd;
  }

  /** The current name; a device can be renamed. */
  public String name() {
    ByteBuffer request = Memory.allocate(InterfaceRequests.IFREQ);
    Sys.ioctl("get the name of a TUN device", fd, TUNGETIFF, request);
    return InterfaceRequests.name(request);
  }

  public int index() {
    return control.index(name());
  }

  /** The maximum size of an IP packet, in bytes. */
  public int mtu() {
    return control.mtu(name());
  }

  public void mtu(int bytes) {
    control.mtu(name(), bytes);
  }

  /** Whether it is administratively up. */
  public boolean isUp() {
    return control.isUp(name());
  }

  /** Whether the link has a carrier; setting it simulates plugging in or unplugging a cable. */
  public enum Carrier {
    OFF(0),
    ON(1);

    final int value;

    Carrier(int value) {
      this.value = value;
    }
  }

  public void carrier(Carrier carrier) {
    ByteBuffer value = Memory.allocate(4).putInt(0, carrier.value);
    Sys.ioctl("set the carrier of " + name() + " " + carrier, fd, TUNSETCARRIER, value);
  }

  /** Makes a persistent device disappear when its last descriptor is closed. */
  public void forget() {
    Sys.ioctl("let " + name() + " go when it is closed", fd, TUNSETPERSIST, 0);
  }

  /**
   * Requests these offloads; only for a device with {@link Feature#VNET_HEADER}. If the kernel does
   * not know USO, the request is repeated without it.
   *
   * @return the active offloads
   */
  public Set<Offload> offload(Set<Offload> wanted) {
    Set<Offload> asked = EnumSet.noneOf(Offload.class);
    asked.addAll(wanted);
    try {
      setOffload(asked);
    } catch (KernelException e) {
      boolean hadUso = asked.removeAll(Set.of(Offload.USO4, Offload.USO6));
      if (e.errno() != Errno.EINVAL || !hadUso) {
        throw e;
      }
      setOffload(asked);
    }
    return Set.copyOf(asked);
  }

  private void setOffload(Set<Offload> asked) {
    int flags = asked.stream().mapToInt(offload -> offload.flag).reduce(0, (a, b) -> a | b);
    Sys.ioctl("set the offloads of " + name() + " to " + asked, fd, TUNSETOFFLOAD, flags);
  }

  /**
   * Reads one packet between position and limit of a direct buffer, neither of which changes. A
   * longer packet is truncated.
   *
   * @return the packet's length in bytes, or -1 if no packet is waiting
   */
  public int read(ByteBuffer into) {
    return Sys.read(readWhat, fd, into);
  }

  /**
   * Reads waiting packets, one into each buffer, from the buffer's position on. The limits are set
   * to the ends of the packets.
   *
   * @return the number of buffers filled
   */
  public int read(ByteBuffer[] into) {
    for (int i = 0; i < into.length; i++) {
      ByteBuffer buffer = into[i].limit(into[i].capacity());
      int bytes = read(buffer);
      if (bytes < 0) {
        return i;
      }
      buffer.limit(buffer.position() + bytes);
    }
    return into.length;
  }

  /**
   * Writes the packet between position and limit of a direct buffer, neither of which changes.
   *
   * @return the packet's length in bytes, or -1 if the device cannot accept a packet now
   */
  public int write(ByteBuffer packet) {
    return Sys.write(writeWhat, fd, packet);
  }

  /** Like {@link #write(ByteBuffer)}, with one packet gathered from several buffers. */
  public int write(IoVectors packet) {
    return Sys.writev(writeWhat, fd, packet);
  }

  /** Closes the descriptor; the device disappears unless it is persistent. */
  @Override
  public void close() {
    fd.close();
    control.close();
  }
}
