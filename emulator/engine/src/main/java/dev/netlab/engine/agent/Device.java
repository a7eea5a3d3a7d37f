package dev.netlab.engine.agent;

import dev.netlab.engine.links.GeneveTunnel;
import dev.netlab.netlink.rtnetlink.Netem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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

  /**
   * A wire between two TAP devices.
   *
   * @param one the end that stands for the wire
   */
  record Wire(End one, End two) implements Device {
    /**
     * An end.
     *
     * @param netem what becomes of what it sends
     */
    public record End(Path namespace, String interfaceName, Netem netem) {
      public boolean isAt(Path namespacePath, String name) {
        return namespace.equals(namespacePath) && interfaceName.equals(name);
      }

      public End with(Netem other) {
        return new End(namespace, interfaceName, other);
      }
    }

    @Override
    public Path namespace() {
      return one.namespace;
    }

    @Override
    public String interfaceName() {
      return one.interfaceName;
    }

    public List<End> ends() {
      return List.of(one, two);
    }

    /** The end that is not at that interface; empty where the wire has none there. */
    public Optional<End> otherEnd(Path namespacePath, String name) {
      return one.isAt(namespacePath, name)
          ? Optional.of(two)
          : Optional.of(one).filter(_ -> two.isAt(namespacePath, name));
    }

    /** The same wire, of whose end at that interface something else becomes. */
    public Wire with(Path namespacePath, String name, Netem netem) {
      return one.isAt(namespacePath, name)
          ? new Wire(one.with(netem), two)
          : two.isAt(namespacePath, name) ? new Wire(one, two.with(netem)) : this;
    }
  }

  /** The files that stand for the namespaces that it needs. */
  default List<Path> namespaces() {
    return switch (this) {
      case Geneve _, WireGuard _ -> List.of(namespace());
      case Wire wire -> wire.ends().stream().map(Wire.End::namespace).distinct().toList();
    };
  }

  /** For messages: {@code "geneve liqo.00000 in liqo.rome-worker"}. */
  default String describe() {
    String kind =
        switch (this) {
          case Geneve geneve -> "geneve";
          case WireGuard wireguard -> "wireguard";
          case Wire wire -> "wire";
        };
    return kind + " " + interfaceName() + " in " + namespace().getFileName();
  }
}
