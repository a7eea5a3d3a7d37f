package dev.netlab.netlink.tun;

import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.syscall.Fd;
import dev.netlab.netlink.syscall.Memory;
import dev.netlab.netlink.syscall.Sys;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Queries about a device through {@code struct ifreq} (netdevice(7)), answered in the namespace in
 * which this object was created.
 */
final class InterfaceRequests implements AutoCloseable {
  static final int IFREQ = 40;
  static final int IFNAMSIZ = 16;

  private static final long SIOCGIFFLAGS = 0x8913;
  private static final long SIOCGIFMTU = 0x8921;
  private static final long SIOCSIFMTU = 0x8922;
  private static final long SIOCGIFINDEX = 0x8933;

  private final Fd socket = Sys.socket("open a control socket", Const.AF_INET, Const.SOCK_DGRAM, 0);

  static ByteBuffer request(String name) {
    return Memory.allocate(IFREQ).put(0, name.getBytes(StandardCharsets.UTF_8));
  }

  static String name(ByteBuffer request) {
    int length = 0;
    while (length < IFNAMSIZ && request.get(length) != 0) {
      length++;
    }
    byte[] bytes = new byte[length];
    request.get(0, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  int index(String name) {
    ByteBuffer request = request(name);
    Sys.ioctl("get the index of " + name, socket, SIOCGIFINDEX, request);
    return request.getInt(IFNAMSIZ);
  }

  boolean isUp(String name) {
    ByteBuffer request = request(name);
    Sys.ioctl("get the flags of " + name, socket, SIOCGIFFLAGS, request);
    int up = 1;
    return (request.getShort(IFNAMSIZ) & up) != 0;
  }

  int mtu(String name) {
    ByteBuffer request = request(name);
    Sys.ioctl("get the MTU of " + name, socket, SIOCGIFMTU, request);
    return request.getInt(IFNAMSIZ);
  }

  void mtu(String name, int bytes) {
    ByteBuffer request = request(name).putInt(IFNAMSIZ, bytes);
    Sys.ioctl("set the MTU of " + name + " to " + bytes, socket, SIOCSIFMTU, request);
  }

  @Override
  public void close() {
    socket.close();
  }
}
