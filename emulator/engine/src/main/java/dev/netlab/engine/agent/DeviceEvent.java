package dev.netlab.engine.agent;

import dev.netlab.engine.links.GeneveDrop;
import dev.netlab.engine.links.WireDrop;
import dev.netlab.wireguard.protocol.PacketEvent;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What an agent's device did with a packet, told to who {@linkplain AgentClient#observe asked}. */
public sealed interface DeviceEvent {

  /**
   * A WireGuard device sealed, opened or refused something, or shook hands.
   *
   * @param namespace the namespace's file, {@code /run/netns/LAB.NODE}
   * @param nanos when it happened, nanoseconds since 1970
   */
  record WireGuard(Path namespace, String interfaceName, long nanos, PacketEvent event)
      implements DeviceEvent {}

  /**
   * A GENEVE tunnel refused a datagram or frame.
   *
   * @param namespace the namespace's file, {@code /run/netns/LAB.NODE}
   * @param interfaceName null where no tunnel was found for a datagram
   * @param nanos when it happened, nanoseconds since 1970
   */
  record Geneve(Path namespace, @Nullable String interfaceName, long nanos, GeneveDrop drop)
      implements DeviceEvent {}

  /**
   * A wire did not carry a frame.
   *
   * @param namespace the namespace's file, {@code /run/netns/LAB.NODE}
   * @param interfaceName the interface that sent it
   * @param nanos when it happened, nanoseconds since 1970
   */
  record Wire(Path namespace, String interfaceName, long nanos, WireDrop drop)
      implements DeviceEvent {}

  /**
   * Here events are missing: they came faster than they were read.
   *
   * @param count how many
   */
  record Lost(long count) implements DeviceEvent {}

  /** Whatever happened before the observer {@linkplain DeviceEvents#askForAll asked} was told. */
  record AllTold() implements DeviceEvent {}
}
