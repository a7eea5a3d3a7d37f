package dev.netlab.emulator.agent;

import dev.netlab.emulator.datapath.GeneveTunnel;
import java.nio.file.Path;

/** A device for the agent to keep alive, in a namespace under its name there. */
public sealed interface Device {
  /** A file that stands for the network namespace: {@code /run/netns/NAME}. */
  Path namespace();

  /** The name of the TUN or TAP device, which is there. */
  String interfaceName();

  /** A GENEVE tunnel behind a TAP device. */
  record Geneve(Path namespace, String interfaceName, GeneveTunnel tunnel) implements Device {}

  /**
   * A WireGuard tunnel behind a TUN device.
   *
   * @param uapi the socket on which it answers {@code wg}
   * @param configuration a {@code set} operation's lines, as {@code wg} would send them
   */
  record WireGuard(Path namespace, String interfaceName, Path uapi, String configuration)
      implements Device {
    /** Without the configuration, which holds the private key. */
    @Override
    public String toString() {
      return "WireGuard[" + namespace + " " + interfaceName + "]";
    }
  }

  /** For messages: {@code "geneve liqo.00000 in liqo.rome-worker"}. */
  default String describe() {
    String kind =
        switch (this) {
          case Geneve geneve -> "geneve";
          case WireGuard wireguard -> "wireguard";
        };
    return kind + " " + interfaceName() + " in " + namespace().getFileName();
  }
}
