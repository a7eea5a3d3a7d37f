package dev.netlab.engine.site;

import dev.netlab.engine.agent.Device;
import dev.netlab.engine.agent.DeviceEvents;
import java.util.List;
import java.util.Optional;

/** Carries the userspace devices of a site, if it has any: a lab's agent. */
public interface DeviceCarrier {
  /** The carrier for a site that has only kernel devices. */
  DeviceCarrier NONE =
      new DeviceCarrier() {
        @Override
        public List<Device> wanted() {
          return List.of();
        }

        @Override
        public List<Device> carried() {
          return List.of();
        }

        @Override
        public Optional<DeviceEvents> observe() {
          return Optional.empty();
        }

        @Override
        public long packetsOnWires() {
          return 0;
        }
      };

  /** The devices that it should carry. */
  List<Device> wanted();

  /** The wanted devices that it carries now. */
  List<Device> carried();

  /** The devices' events from now on; empty if nothing carries any. */
  Optional<DeviceEvents> observe();

  /**
   * The number of packets that emulated links hold now.
   *
   * @throws dev.netlab.engine.agent.AgentException if it does not answer
   */
  long packetsOnWires();
}
