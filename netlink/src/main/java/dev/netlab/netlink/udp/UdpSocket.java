package dev.netlab.netlink.udp;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.syscall.Errno;
import dev.netlab.netlink.syscall.Fd;
import dev.netlab.netlink.syscall.Memory;
import dev.netlab.netlink.syscall.Poller;
import dev.netlab.netlink.syscall.Sys;
import dev.netlab.netlink.udp.UdpOptions.Feature;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * An unconnected UDP socket for batches. It lives in the network namespace of the thread that opens
 * it and can be used from any: one receiver and one sender at a time. The descriptor does not
 * block: a {@link Poller} waits for it.
 */
public final class UdpSocket implements AutoCloseable {
  private static final int IPPROTO_IPV6 = 41;
  private static final int IPV6_V6ONLY = 26;
  private static final int IPV6_AUTOFLOWLABEL = 70;
  private static final int UDP_NO_CHECK6_TX = 101;
  private static final int UDP_NO_CHECK6_RX = 102;

  /** What ICMP and the link report about earlier datagrams: no fault of the next one. */
  private static final Set<Integer> REPORTS =
      Set.of(
          Errno.ECONNREFUSED,
          Errno.EHOSTUNREACH,
          Errno.EHOSTDOWN,
          Errno.ENETUNREACH,
          Errno.ENETDOWN,
          Errno.EMSGSIZE,
          Errno.EPROTO,
          Errno.ENOPROTOOPT);

  private final Fd fd;
  private final Family family;
  private final String receiveWhat;
  private final String sendWhat;
  private final SegmentCutter cutter = new SegmentCutter();
  private volatile boolean segmentation;

  private UdpSocket(Fd fd, Family family, UdpEndpoint local) {
    this.fd = fd;
    this.family = family;
    receiveWhat = "receive on UDP " + local;
    sendWhat = "send from UDP " + local;
  }

  /**
   * Opens and binds a socket in the calling thread's network namespace.
   *
   * @throws KernelException {@code EADDRINUSE}, {@code EADDRNOTAVAIL} from binding
   */
  public static UdpSocket open(UdpOptions options) {
    Family family = options.local().family();
    String what = "open a UDP socket for " + options.local();
    Fd fd = Sys.socket(what, family.domain, Const.SOCK_DGRAM | Const.O_NONBLOCK, 0);
    try {
      if (family == Family.IPV6) {
        Sys.setsockopt(what, fd, IPPROTO_IPV6, IPV6_V6ONLY, 1);
      }
      Sys.setsockopt(what, fd, family.level, family.receivePacketInfo(), 1);
      Sys.setsockopt(what, fd, family.level, family.receiveTos, 1);
      Sys.setsockopt(what, fd, family.level, family.receiveTtl, 1);
      options.features().forEach(feature -> turnOn(fd, family, feature));
      ByteBuffer address = Memory.allocate(family.addressSize);
      options.local().write(address, 0);
      Sys.bind("bind UDP " + options.local(), fd, address);
      Sys.getsockname(what, fd, address);
      UdpSocket socket = new UdpSocket(fd, family, UdpEndpoint.read(family, address, 0));
      // The kernel refuses to cut datagrams that it must not give checksums.
      socket.segmentation =
          !options.features().contains(Feature.NO_CHECKSUM) && knowsSegmentation(fd);
      return socket;
    } catch (RuntimeException | Error e) {
      fd.close();
      throw e;
    }
  }

  private static void turnOn(Fd fd, Family family, Feature feature) {
    String what = "turn on UDP's " + feature;
    switch (feature) {
      case GRO -> Sys.setsockopt(what, fd, Control.SOL_UDP, Control.UDP_GRO, 1);
      case NO_CHECKSUM -> {
        Sys.setsockopt(what, fd, Const.SOL_SOCKET, Const.SO_NO_CHECK, 1);
        if (family == Family.IPV6) {
          Sys.setsockopt(what, fd, Control.SOL_UDP, UDP_NO_CHECK6_TX, 1);
        }
      }
      case ZERO_CHECKSUM6_RECEIVE -> Sys.setsockopt(what, fd, Control.SOL_UDP, UDP_NO_CHECK6_RX, 1);
      case REUSE_ADDRESS -> Sys.setsockopt(what, fd, Const.SOL_SOCKET, Const.SO_REUSEADDR, 1);
    }
  }

  private static boolean knowsSegmentation(Fd fd) {
    try {
      Sys.getsockopt("ask", fd, Control.SOL_UDP, Control.UDP_SEGMENT, Memory.allocate(4));
      return true;
    } catch (KernelException e) {
      return false;
    }
  }

  /** For a {@link Poller}. */
  public Fd fd() {
    return fd;
  }

  public Family family() {
    return family;
  }

  /** What it is bound to. */
  public UdpEndpoint local() {
    ByteBuffer address = Memory.allocate(family.addressSize);
    Sys.getsockname("get the address of a UDP socket", fd, address);
    return UdpEndpoint.read(family, address, 0);
  }

  /** Marks what is sent, for {@code ip rule ... fwmark}; 0 for none. */
  public void mark(int mark) {
    Sys.setsockopt("mark a UDP socket", fd, Const.SOL_SOCKET, Const.SO_MARK, mark);
  }

  /** Sets both buffers, beyond {@code net.core.rmem_max} and {@code wmem_max} too. */
  public void bufferSize(int bytes) {
    String what = "set the buffers of a UDP socket";
    Sys.setsockopt(what, fd, Const.SOL_SOCKET, Const.SO_SNDBUFFORCE, bytes);
    Sys.setsockopt(what, fd, Const.SOL_SOCKET, Const.SO_RCVBUFFORCE, bytes);
  }

  public void fragmentation(Fragmentation fragmentation) {
    Sys.setsockopt(
        "set fragmentation to " + fragmentation,
        fd,
        family.level,
        family.mtuDiscover,
        fragmentation.value);
  }

  /**
   * Sends IPv6 with a flow label of 0, where Linux by itself makes one of each flow ({@code
   * IPV6_AUTOFLOWLABEL}, linux/in6.h; RFC 6437); nothing for IPv4.
   */
  public void withoutFlowLabels() {
    if (family == Family.IPV6) {
      Sys.setsockopt("send no flow labels", fd, family.level, IPV6_AUTOFLOWLABEL, 0);
    }
  }

  /** Whether the kernel segments messages; if not, they are segmented here. */
  public boolean segmentation() {
    return segmentation;
  }

  /** Segments messages here from now on, as happens when a device turns out to be unable to. */
  void segmentationOff() {
    segmentation = false;
  }

  /**
   * Receives what is queued. ICMP errors about datagrams sent earlier are ignored.
   *
   * @return how many messages; 0 where none waits
   */
  public int receive(ReceiveBatch batch) {
    while (true) {
      try {
        ByteBuffer headers = batch.reset();
        int flags = Const.MSG_DONTWAIT;
        int messages = Sys.recvmmsg(receiveWhat, fd, headers, batch.capacity(), flags);
        batch.arrived(Math.max(messages, 0), family);
        return batch.size();
      } catch (KernelException e) {
        if (!REPORTS.contains(e.errno())) {
          throw e;
        }
      }
    }
  }

  /**
   * Sends all messages without blocking: what finds the socket's buffer full is dropped with {@code
   * EAGAIN}, as by a full queue in the kernel. A message that is dropped or refused does not stop
   * the others: {@link SendBatch#errno} says why.
   *
   * @return how many were sent
   */
  public int send(SendBatch batch) {
    batch.seal();
    int sent = 0;
    int at = 0;
    while (at < batch.size()) {
      if (batch.isSegmented(at) && !segmentation) {
        sent += cutter.send(this, batch, at);
        at++;
        continue;
      }
      int done = sendRun(batch, at);
      sent += Math.max(done, 0);
      // Nothing done: the one at the head was refused, or must be cut here.
      at += done >= 0 ? done : 1;
    }
    return sent;
  }

  /** Messages sent from {@code at} on; 0 to try again; -1 where the first was refused. */
  private int sendRun(SendBatch batch, int at) {
    int end = at + 1;
    while (end < batch.size() && (segmentation || !batch.isSegmented(end))) {
      end++;
    }
    try {
      int flags = Const.MSG_DONTWAIT;
      int done = Sys.sendmmsg(sendWhat, fd, batch.structures(at), end - at, flags);
      if (done < 0) {
        batch.failed(at, Errno.EAGAIN);
        return -1;
      }
      return done;
    } catch (KernelException e) {
      if (e.errno() == Errno.EIO && batch.isSegmented(at)) {
        segmentation = false;
        return 0;
      }
      batch.failed(at, e.errno());
      return -1;
    }
  }

  @Override
  public void close() {
    fd.close();
  }
}
