package dev.netlab.wireguard.uapi;

import java.util.List;

/** The device that requests configure. */
public interface Configurable {

  DeviceStatus status();

  /**
   * Does the changes in their order.
   *
   * @throws UapiException where one cannot be done; those before it stay
   */
  void apply(List<DeviceChange> changes) throws UapiException;
}
