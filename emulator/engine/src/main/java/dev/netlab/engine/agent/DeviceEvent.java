package dev.netlab.engine.agent;

import dev.netlab.engine.links.GeneveDrop;
import dev.netlab.engine.links.WireDrop;
import dev.netlab.wireguard.protocol.PacketEvent;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What an agent's device did with a packet, for {@linkplain AgentClient#observe observers}. */
public sealed interface DeviceEvent {

  /**
   * A WireGuard device sealed, opened or dropped something, or completed a handshake.
   *
   * @param namespace the namespace's file, {@code /run/netns/LAB.NODE}
   * @param nanos when it happened, nanoseconds since 1970
   */
  record WireGuard(Path namespace, String interfaceName, long nanos, PacketEvent event)
      implements DeviceEvent {}

  /**
   * A GENEVE tunnel dropped a datagram or frame.
   *
   * @param namespace the namespace's file, {@code /run/netns/LAB.NODE}
   * @param interfaceName null where no tunnel was found for a datagram
   * @param nanos when it happened, nanoseconds since 1970
   */
  record Geneve(Path namespace, @Nullable String interfaceName, long nanos, GeneveDrop drop)
      implements DeviceEvent {}

  /**
   * A wire dropped a frame.
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

  /**
   * All events from before the observer {@linkplain DeviceEvents#askForAll asked} have been sent.
   */
  record AllTold() implements DeviceEvent {}
}
