package dev.netlab.engine.site;

import dev.netlab.engine.agent.Device;
import dev.netlab.engine.agent.DeviceEvents;
import java.util.List;
import java.util.Optional;

/** What carries the userspace devices of a site, if anything does: a lab's agent. */
public interface DeviceCarrier {
  /** That of a site whose devices are all the kernel's own. */
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

  /** The devices that it is to carry. */
  List<Device> wanted();

  /** Those of them that it carries now. */
  List<Device> carried();

  /** What the devices do from now on; empty where nothing carries any. */
  Optional<DeviceEvents> observe();

  /**
   * How many packets emulated links hold now.
   *
   * @throws dev.netlab.engine.agent.AgentException if it does not answer
   */
  long packetsOnWires();
}
