package dev.netlab.wireguard.device;

import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A WireGuard interface {@code wg0} in a host that somebody else implemented. */
sealed interface OtherSide extends AutoCloseable {

  @Override
  void close();

  /** Debian's wireguard-go. */
  record WireGuardGo(Process process) implements OtherSide {
    static WireGuardGo start(Host host) {
      Process process = Shell.start(host.command("wireguard-go", "-f", "wg0"));
      Awaitility.await()
          .atMost(20, TimeUnit.SECONDS)
          .until(() -> host.socket("wg0").toFile().exists());
      return new WireGuardGo(process);
    }

    @Override
    public void close() {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
      try {
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
          throw new AssertionError("wireguard-go does not end");
        }
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** The kernel's own. */
  record KernelDevice(Host host) implements OtherSide {
    static KernelDevice start(Host host) {
      host.ip("link add wg0 type wireguard");
      return new KernelDevice(host);
    }

    @Override
    public void close() {
      host.ip("link del wg0");
    }
  }

  /** Another of ours. */
  record Ours(WireGuardDevice device) implements OtherSide {
    static Ours start(Host host) {
      return new Ours(
          WireGuardDevice.start(
              DeviceOptions.of("wg0", host.namespace, host.socket("wg0")).withMtu(1420)));
    }

    @Override
    public void close() {
      device.close();
    }
  }

  static OtherSide start(String kind, Host host) {
    return switch (kind) {
      case "wireguard-go" -> WireGuardGo.start(host);
      case "kernel" -> KernelDevice.start(host);
      case "ours" -> Ours.start(host);
      default -> throw new IllegalArgumentException(kind);
    };
  }
}
